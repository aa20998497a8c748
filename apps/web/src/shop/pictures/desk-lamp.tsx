export function DeskLamp() {
  return (
    <>
      <path d="M126 102 183 70 224 196H106z" fill="var(--picture-glow)" />
      <ellipse cx="88" cy="201" rx="52" ry="7" fill="var(--picture-ink)" opacity=".14" />
      <rect x="44" y="186" width="88" height="14" rx="7" fill="var(--picture-wood)" />
      <path d="M44 193h88a7 7 0 0 1-7 7H51a7 7 0 0 1-7-7z" fill="var(--picture-wood-deep)" />
      <path
        d="M88 188 62 116 134 62"
        fill="none"
        stroke="var(--picture-brass)"
        strokeWidth="6"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="62" cy="116" r="8" fill="var(--picture-brass-deep)" />
      <circle cx="88" cy="186" r="7" fill="var(--picture-brass-deep)" />
      <g transform="rotate(-29 144 66)">
        <ellipse cx="144" cy="92" rx="20" ry="10" fill="var(--picture-flame-core)" />
        <path d="M128 44a16 12 0 0 1 32 0l18 44a34 9 0 0 1-68 0z" fill="var(--picture-wood)" />
        <path d="M150 36a16 12 0 0 1 10 8l18 44q-6 6-16 7z" fill="var(--picture-wood-deep)" />
      </g>
    </>
  )
}
