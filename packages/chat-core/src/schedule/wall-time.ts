import { Temporal } from 'temporal-polyfill'

/** What the clocks of a zone show, which is not always one instant: some times are skipped, some are shown twice. */
export interface WallTime {
  readonly date: Temporal.PlainDate
  /** From midnight of the date, and past 1440 of the dates after it. */
  readonly minute: number
}

/**
 * Minutes by which no clock has been set back at once since 1970. The most was three hours, at Casey in Antarctica;
 * twice that is room enough.
 */
export const SETBACK_MAX_MINUTES = 360

/** When the clocks of a zone show a time, in milliseconds since 1970. If they skip it, both are the end of the gap. */
export interface Shown {
  readonly firstMs: number
  /** Later than `firstMs` if the clocks were set back in between. */
  readonly lastMs: number
  readonly isSkipped: boolean
}

export function shown({ date, minute }: WallTime, timeZone: string): Shown {
  const reading = date.toPlainDateTime().add({ minutes: minute })
  const earlier = reading.toZonedDateTime(timeZone, { disambiguation: 'earlier' })
  const later = reading.toZonedDateTime(timeZone, { disambiguation: 'later' })
  const firstMs = earlier.epochMilliseconds
  const lastMs = later.epochMilliseconds
  if (firstMs === lastMs || earlier.toPlainDateTime().equals(reading))
    return { firstMs, lastMs, isSkipped: false }
  // The reading lies in a gap: `earlier` is before it, and the next change of the clocks is the gap.
  const afterMs = (earlier.getTimeZoneTransition('next') ?? later).epochMilliseconds
  return { firstMs: afterMs, lastMs: afterMs, isSkipped: true }
}

/** When the clocks show this or more for the first time, in milliseconds since 1970. */
export const reachedMs = (wall: WallTime, timeZone: string): number => shown(wall, timeZone).firstMs

/**
 * When the clocks have shown less than this for the last time, in milliseconds since 1970. The last minute before it
 * tells: where clocks go back from 3:00 to 2:00, 2:30 is passed the second time, but 2:00 is passed the first.
 */
export function passedMs({ date, minute }: WallTime, timeZone: string): number {
  const { lastMs, isSkipped } = shown({ date, minute: minute - 1 }, timeZone)
  return isSkipped ? lastMs : lastMs + 60_000
}

/** What the clocks of the zone show at an instant, in milliseconds since 1970. */
export function wallTimeAt(ms: number, timeZone: string): WallTime {
  const reading = Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
  return { date: reading.toPlainDate(), minute: reading.hour * 60 + reading.minute }
}
