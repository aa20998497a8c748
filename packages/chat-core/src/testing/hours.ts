import type { Interval, Schedule, Weekday } from '../schedule/schedule.ts'

const minuteOf = (clock: string): number => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  return hour * 60 + minute
}

/** `'9:00-12:00 22:00-26:00'` as intervals. An empty text is none. */
export const hoursOf = (text: string): Interval[] =>
  text
    .split(' ')
    .filter((part) => part !== '')
    .map((part) => {
      const [from = '', to = ''] = part.split('-')
      return { fromMinute: minuteOf(from), toMinute: minuteOf(to) }
    })

export interface WrittenHours {
  readonly zone: string
  /** Of every day that `week` does not name; null is always open. Left out, those days are closed. */
  readonly daily?: string | null
  readonly week?: Partial<Record<Weekday, string>>
  /** By date. */
  readonly holidays?: Readonly<Record<string, string>>
}

/** A schedule as people write it. */
export function scheduleOf({ zone, daily = '', week = {}, holidays = {} }: WrittenHours): Schedule {
  const dayOf = (weekday: Weekday) => hoursOf(week[weekday] ?? daily ?? '')
  return {
    timeZone: zone,
    hours:
      daily === null
        ? null
        : {
            monday: dayOf('monday'),
            tuesday: dayOf('tuesday'),
            wednesday: dayOf('wednesday'),
            thursday: dayOf('thursday'),
            friday: dayOf('friday'),
            saturday: dayOf('saturday'),
            sunday: dayOf('sunday'),
          },
    holidays: Object.entries(holidays).map(([date, text]) => ({
      date,
      name: `Holiday of ${date}`,
      hours: hoursOf(text),
    })),
  }
}
