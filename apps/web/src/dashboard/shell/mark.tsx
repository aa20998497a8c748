/** The Shopbell bell, drawn as the arc of a counter bell. Decoration: a name stands beside it or on its parent. */
export function Mark() {
  return (
    <span
      aria-hidden="true"
      className="grid size-[34px] place-items-center rounded-[10px] bg-accent text-on-accent"
    >
      <svg width="20" height="20" viewBox="0 0 20 20" fill="none" aria-hidden="true">
        <path
          d="M3.5 13.5a6.5 6.5 0 0 1 13 0M2.5 16h15M10 4.5v2.3"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
        />
      </svg>
    </span>
  )
}
