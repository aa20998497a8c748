const WIDTHS = ['62%', '48%', '70%', '55%', '40%', '66%']

/** Rows to come. They show after 150 ms, so a fast answer never flickers. */
export function InboxSkeleton() {
  return (
    <div role="status" aria-label="Reading the list" className="px-2 pt-1">
      {WIDTHS.map((width) => (
        <div
          key={width}
          className="flex h-[62px] opacity-100 transition-opacity delay-150 duration-[1ms] starting:opacity-0 items-center gap-2.5 px-2.5"
        >
          <span className="size-[38px] rounded-full bg-theirs" />
          <span className="grid flex-1 gap-2">
            <span className="h-3 rounded bg-theirs" style={{ width: '38%' }} />
            <span className="h-2.5 rounded bg-theirs" style={{ width }} />
          </span>
        </div>
      ))}
    </div>
  )
}
