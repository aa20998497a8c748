export function Bulb() {
  return (
    <>
      <circle cx="120" cy="98" r="76" fill="var(--picture-glow)" />
      <path
        d="M120 42a54 54 0 0 1 54 54c0 22-14 34-24 46-5 6-6 10-6 16H96c0-6-1-10-6-16-10-12-24-24-24-46a54 54 0 0 1 54-54z"
        fill="var(--picture-glass)"
        stroke="var(--picture-brass-deep)"
        strokeWidth="2.5"
      />
      <path
        d="M110 158v-34M130 158v-34M110 124c-18-22-12-46 2-46 12 0 4 34-2 46M130 124c18-22 12-46-2-46-12 0-4 34 2 46"
        fill="none"
        stroke="var(--picture-flame)"
        strokeWidth="4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <rect x="96" y="158" width="48" height="12" rx="4" fill="var(--picture-brass)" />
      <rect x="98" y="170" width="44" height="10" rx="4" fill="var(--picture-brass-deep)" />
      <rect x="98" y="180" width="44" height="10" rx="4" fill="var(--picture-brass)" />
      <path d="M104 190h32l-6 12h-20z" fill="var(--picture-ink)" />
    </>
  )
}
