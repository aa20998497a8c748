import { Temporal } from 'temporal-polyfill'

const epoch = Temporal.Instant.fromEpochMilliseconds(0)

/**
 * Whether this names a time zone of the IANA database, in its own spelling. An offset such as `+02:00` is none: it
 * knows no daylight saving, and who chose it would be an hour off for half of the year.
 */
export function isTimeZone(name: string): boolean {
  try {
    return /^[A-Z]/.test(name) && epoch.toZonedDateTimeISO(name).timeZoneId === name
  } catch {
    return false
  }
}
