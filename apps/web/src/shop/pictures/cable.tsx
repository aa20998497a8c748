const turns = [62, 49, 36]

export function Cable() {
  return (
    <>
      <ellipse cx="112" cy="201" rx="66" ry="7" fill="var(--picture-ink)" opacity=".14" />
      {turns.map((radius, index) => (
        <circle
          key={radius}
          cx="112"
          cy="126"
          r={radius}
          fill="none"
          stroke={index % 2 ? 'var(--picture-linen-deep)' : 'var(--picture-linen)'}
          strokeWidth="10"
        />
      ))}
      <path
        d="M112 64c44 0 70 4 78-14"
        fill="none"
        stroke="var(--picture-linen)"
        strokeWidth="10"
        strokeLinecap="round"
      />
      <rect x="98" y="58" width="24" height="44" rx="4" fill="var(--picture-wood)" />
      <path d="M98 80h24v18a4 4 0 0 1-4 4h-16a4 4 0 0 1-4-4z" fill="var(--picture-wood-deep)" />
      <g transform="rotate(24 192 44)">
        <path
          d="M183 14v-10M201 14v-10"
          stroke="var(--picture-brass)"
          strokeWidth="5"
          strokeLinecap="round"
        />
        <path d="M176 14h32v16q0 14-10 18h-12q-10-4-10-18z" fill="var(--picture-ink)" />
      </g>
    </>
  )
}
