const DAY_MS = 24 * 60 * 60 * 1_000

/** Whether both moments fall on one calendar day where the reader is. */
export const isSameDay = (a: Date, b: Date): boolean => a.toDateString() === b.toDateString()

/** The calendar day of `at` as a reader at `now` would call it: Today, Yesterday, Monday, 3 May, 3 May 2024. */
export function dayLabel(at: Date, now: Date): string {
  const daysAgo = Math.round((startOfDay(now) - startOfDay(at)) / DAY_MS)
  if (daysAgo === 0) return 'Today'
  if (daysAgo === 1) return 'Yesterday'
  if (daysAgo > 1 && daysAgo < 7) return format(at, { weekday: 'long' })
  const year = at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const }
  return format(at, { day: 'numeric', month: 'long', ...year })
}

/** Hours and minutes, in the reader's own way of writing them. */
export const timeLabel = (at: Date): string =>
  new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' }).format(at)

/** The same with seconds. */
export const exactTimeLabel = (at: Date): string =>
  new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' }).format(at)

/** Rounding in `dayLabel` takes care of days that are an hour longer or shorter. */
const startOfDay = (at: Date): number =>
  new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()

/** In the language of the page, as the words around it. */
const format = (at: Date, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(document.documentElement.lang || undefined, options).format(at)
