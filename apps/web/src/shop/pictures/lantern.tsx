const ribs = [
  { y: 70, half: 44 },
  { y: 92, half: 59 },
  { y: 116, half: 64 },
  { y: 140, half: 59 },
  { y: 162, half: 44 },
]

export function Lantern() {
  return (
    <>
      <circle cx="120" cy="116" r="92" fill="var(--picture-glow)" />
      <path d="M120 0v52" stroke="var(--picture-ink)" strokeWidth="3" />
      <circle cx="120" cy="116" r="64" fill="var(--picture-paper)" />
      <path
        d="M120 52a64 64 0 0 1 0 128c24-18 34-40 34-64s-10-46-34-64z"
        fill="var(--picture-paper-deep)"
      />
      {ribs.map(({ y, half }) => (
        <path
          key={y}
          d={`M${120 - half} ${y}q${half} 12 ${half * 2} 0`}
          fill="none"
          stroke="var(--picture-linen)"
          strokeWidth="2"
        />
      ))}
      <rect x="100" y="46" width="40" height="9" rx="4" fill="var(--picture-wood)" />
      <rect x="100" y="177" width="40" height="9" rx="4" fill="var(--picture-wood)" />
      <path
        d="M120 186v14"
        stroke="var(--picture-wood-deep)"
        strokeWidth="3"
        strokeLinecap="round"
      />
    </>
  )
}
