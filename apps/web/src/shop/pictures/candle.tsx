export function Candle() {
  return (
    <>
      <circle cx="120" cy="78" r="58" fill="var(--picture-glow)" />
      <ellipse cx="120" cy="201" rx="56" ry="7" fill="var(--picture-ink)" opacity=".14" />
      <rect x="72" y="108" width="96" height="94" rx="12" fill="var(--picture-glass)" />
      <rect x="80" y="126" width="80" height="72" rx="8" fill="var(--picture-paper-deep)" />
      <path d="M80 134a8 8 0 0 1 8-8h64a8 8 0 0 1 8 8v4H80z" fill="var(--picture-linen)" />
      <path d="M120 126v-16" stroke="var(--picture-ink)" strokeWidth="3" strokeLinecap="round" />
      <path
        d="M120 56c16 22 20 30 20 40a20 20 0 0 1-40 0c0-10 4-18 20-40z"
        fill="var(--picture-flame)"
      />
      <path
        d="M120 82c8 11 10 15 10 20a10 10 0 0 1-20 0c0-5 2-9 10-20z"
        fill="var(--picture-flame-core)"
      />
      <rect x="96" y="150" width="48" height="32" rx="3" fill="var(--picture-wood)" />
      <path
        d="M106 162h28M112 170h16"
        stroke="var(--picture-paper)"
        strokeWidth="3"
        strokeLinecap="round"
      />
    </>
  )
}
