import { isSameDay, timeLabel } from '@/chat/day-label'

const MINUTE_MS = 60_000
const COUNTED_MINUTES = 10

const DAY = { day: 'numeric', month: 'short' } as const

/**
 * When something happened, as short as it can be understood: `now`, `4 min`, the time today, `3 May` this year,
 * else with the year. `iso` is an ISO time, `nowMs` this browser's clock; both are read in its time zone.
 */
export function formatWhen(iso: string, nowMs: number): string {
  const then = new Date(iso)
  const minutes = Math.floor((nowMs - then.getTime()) / MINUTE_MS)
  if (minutes < 1) return 'now'
  if (minutes < COUNTED_MINUTES) return `${minutes} min`
  return isSameDay(then, new Date(nowMs)) ? timeLabel(then) : formatDay(iso, nowMs)
}

/** The day alone: `3 May`, with the year unless it is this one. */
export function formatDay(iso: string, nowMs: number): string {
  const then = new Date(iso)
  const isThisYear = then.getFullYear() === new Date(nowMs).getFullYear()
  return format(then, isThisYear ? DAY : { ...DAY, year: 'numeric' })
}

const format = (at: Date, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(document.documentElement.lang || undefined, options).format(at)
