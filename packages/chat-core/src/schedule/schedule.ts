export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const

export type Weekday = (typeof weekdays)[number]

/**
 * A stretch of a date's hours, in local wall time: minutes from midnight of the date on which it begins. The beginning
 * is in it, the end is not. What runs past midnight goes on counting: 22:00 to 2:00 is 1320 to 1560.
 */
export interface Interval {
  readonly fromMinute: number
  readonly toMinute: number
}

/** Replaces what begins on this date: no intervals, closed. What began the day before runs to its end (SC-3). */
export interface Holiday {
  /** `YYYY-MM-DD` */
  readonly date: string
  readonly name: string
  readonly hours: readonly Interval[]
}

export type WeekHours = Readonly<Record<Weekday, readonly Interval[]>>

/** The business hours of a group (SC-1). */
export interface Schedule {
  /** A name of the IANA time zone database, such as `Europe/Berlin`. */
  readonly timeZone: string
  /** null is always open, holidays aside. */
  readonly hours: WeekHours | null
  readonly holidays: readonly Holiday[]
}

/** What a group has until somebody says otherwise: open every minute of every day. */
export const alwaysOpen = (timeZone: string): Schedule => ({ timeZone, hours: null, holidays: [] })
