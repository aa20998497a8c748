import type { Temporal } from 'temporal-polyfill'
import { limits } from '../limits.ts'
import { type Interval, type Schedule, weekdays } from './schedule.ts'
import { mergeSpans, type Span } from './span.ts'
import { passedMs, reachedMs, SETBACK_MAX_MINUTES, wallTimeAt } from './wall-time.ts'

export const DAY_MINUTES = 1_440

const ALL_DAY: readonly Interval[] = [{ fromMinute: 0, toMinute: DAY_MINUTES }]

export const isAlwaysOpen = ({ hours, holidays }: Schedule): boolean =>
  hours === null && holidays.length === 0

function hoursOn({ hours, holidays }: Schedule, date: Temporal.PlainDate): readonly Interval[] {
  const holiday = holidays.length > 0 && holidays.find((one) => one.date === date.toString())
  if (holiday) return holiday.hours
  const weekday = weekdays[date.dayOfWeek - 1]
  return hours && weekday ? hours[weekday] : ALL_DAY
}

/** A schedule, seen from an instant. */
export interface Outlook {
  /** Minutes of all that follows count from midnight of this date. */
  readonly origin: Temporal.PlainDate
  /** What the clocks show at the instant. */
  readonly minute: number
  /** The hours by their beginning, as the clocks will show them. None that ended long before the instant. */
  readonly hours: Iterable<Span>
}

/**
 * Looks from an instant (milliseconds since 1970) to the end of this many dates after its own. Hours last a day at most,
 * so they may have begun the day before, or before that while clocks may yet be set back to yesterday.
 */
export function lookFrom(schedule: Schedule, fromMs: number, days: number): Outlook {
  const now = wallTimeAt(fromMs, schedule.timeZone)
  const daysBefore = now.minute < SETBACK_MAX_MINUTES ? 2 : 1
  const origin = now.date.subtract({ days: daysBefore })
  const minute = daysBefore * DAY_MINUTES + now.minute
  function* hours(): Generator<Span> {
    for (let day = 0; day <= daysBefore + days; day += 1)
      for (const { fromMinute, toMinute } of hoursOn(schedule, origin.add({ days: day }))) {
        const span = { start: day * DAY_MINUTES + fromMinute, end: day * DAY_MINUTES + toMinute }
        if (span.end > minute - SETBACK_MAX_MINUTES) yield span
      }
  }
  return { origin, minute, hours: hours() }
}

function* openSpansFrom(schedule: Schedule, fromMs: number): Generator<Span> {
  const { origin, hours } = lookFrom(schedule, fromMs, limits.scheduleHorizonDays + 1)
  // Merged on the wall first: to be open for months then costs two conversions, not two for every date.
  for (const { start, end } of mergeSpans(hours))
    yield {
      start: reachedMs({ date: origin, minute: start }, schedule.timeZone),
      end: passedMs({ date: origin, minute: end }, schedule.timeZone),
    }
}

/**
 * When the group is open, in milliseconds since 1970, from what is still running at the instant on. A span that is cut
 * by the horizon ends after it. Always open is one span without ends.
 */
export const openSpans = (schedule: Schedule, fromMs: number): Iterable<Span> =>
  isAlwaysOpen(schedule)
    ? [{ start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY }]
    : mergeSpans(openSpansFrom(schedule, fromMs))
