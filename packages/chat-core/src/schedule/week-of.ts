import { Temporal } from 'temporal-polyfill'
import { isoOf } from './instant.ts'
import { reachedMs } from './wall-time.ts'

/** A date of a zone and the instants it lasts for: 24 hours mostly, none at all where the date was skipped. */
export interface LocalDay {
  /** `YYYY-MM-DD` */
  readonly date: string
  readonly startsAt: string
  /** Where the next date starts. */
  readonly endsAt: string
}

/**
 * The seven days of the week around a date (`YYYY-MM-DD`), Monday first, as instants in the zone (SC-7). Throws a
 * RangeError if either is not one.
 */
export function weekOf(timeZone: string, date: string): readonly LocalDay[] {
  const day = Temporal.PlainDate.from(date)
  const monday = day.subtract({ days: day.dayOfWeek - 1 })
  const startOf = (local: Temporal.PlainDate): string =>
    isoOf(reachedMs({ date: local, minute: 0 }, timeZone))
  return Array.from({ length: 7 }, (_, days) => {
    const local = monday.add({ days })
    return {
      date: local.toString(),
      startsAt: startOf(local),
      endsAt: startOf(local.add({ days: 1 })),
    }
  })
}
