export function OilLamp() {
  return (
    <>
      <ellipse cx="120" cy="92" rx="62" ry="70" fill="var(--picture-glow)" />
      <ellipse cx="120" cy="203" rx="52" ry="6" fill="var(--picture-ink)" opacity=".14" />
      <path
        d="M106 22h28c0 30 20 48 20 76 0 14-8 22-12 30H98c-4-8-12-16-12-30 0-28 20-46 20-76z"
        fill="var(--picture-glass)"
        stroke="var(--picture-brass-deep)"
        strokeWidth="2.5"
        strokeLinejoin="round"
      />
      <path
        d="M120 74c11 16 14 23 14 31a14 14 0 0 1-28 0c0-8 3-15 14-31z"
        fill="var(--picture-flame)"
      />
      <path
        d="M120 92c6 8 7 11 7 15a7 7 0 0 1-14 0c0-4 1-7 7-15z"
        fill="var(--picture-flame-core)"
      />
      <rect x="92" y="126" width="56" height="10" rx="4" fill="var(--picture-brass-deep)" />
      <path d="M104 136h32l4 12h-40z" fill="var(--picture-brass)" />
      <circle cx="154" cy="142" r="6" fill="var(--picture-brass-deep)" />
      <path d="M140 142h12" stroke="var(--picture-brass-deep)" strokeWidth="4" />
      <path
        d="M76 172c0-16 14-24 44-24s44 8 44 24c0 18-18 22-24 30h-40c-6-8-24-12-24-30z"
        fill="var(--picture-brass)"
      />
      <path
        d="M76 172h88c0 18-18 22-24 30h-40c-6-8-24-12-24-30z"
        fill="var(--picture-brass-deep)"
      />
    </>
  )
}
