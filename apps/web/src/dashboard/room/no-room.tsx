/** The room's place before a room is chosen. */
export function NoRoom() {
  return (
    <div className="m-auto grid justify-items-center gap-1.5 p-6 text-center">
      <p className="font-semibold">No room is open here</p>
      <p className="max-w-[36ch] text-balance text-soft">
        Choose one from the list.{' '}
        <span className="pointer-coarse:hidden">
          J and K move through it, Enter opens, and ? shows every key.
        </span>
      </p>
    </div>
  )
}
