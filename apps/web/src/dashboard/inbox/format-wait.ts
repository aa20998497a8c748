const SECOND_MS = 1_000
const MINUTE_S = 60
const HOUR_S = 3_600

const two = (value: number): string => String(value).padStart(2, '0')

/** A wait as a stopwatch shows it: `m:ss`, from an hour on `h:mm:ss`. Negative input (clocks differ) reads 0:00. */
export function formatWait(waitedMs: number): string {
  const total = Math.max(0, Math.floor(waitedMs / SECOND_MS))
  const hours = Math.floor(total / HOUR_S)
  const minutes = Math.floor((total % HOUR_S) / MINUTE_S)
  const seconds = two(total % MINUTE_S)
  return hours > 0 ? `${hours}:${two(minutes)}:${seconds}` : `${minutes}:${seconds}`
}
