const MINUTE_MS = 60_000
const COUNTED_MINUTES = 10

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const dayOfYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const fullDay = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
})

/**
 * When something happened, as short as it can be understood: `now`, `4 min`, `11:02` today, `3 May` this year,
 * else with the year. `iso` is an ISO time, `nowMs` this browser's clock; both are read in its time zone.
 */
export function formatWhen(iso: string, nowMs: number): string {
  const then = new Date(iso)
  const now = new Date(nowMs)
  const minutes = Math.floor((nowMs - then.getTime()) / MINUTE_MS)
  if (minutes < 1) return 'now'
  if (minutes < COUNTED_MINUTES) return `${minutes} min`
  if (then.toDateString() === now.toDateString()) return clock.format(then)
  return formatDay(iso, nowMs)
}

/** The day alone: `3 May`, with the year unless it is this one. */
export function formatDay(iso: string, nowMs: number): string {
  const then = new Date(iso)
  const isThisYear = then.getFullYear() === new Date(nowMs).getFullYear()
  return (isThisYear ? dayOfYear : fullDay).format(then)
}
