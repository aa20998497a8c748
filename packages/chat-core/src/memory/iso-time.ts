const DAY_MS = 86_400_000
const ISO = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{3})Z$/

const digits = (value: number, width: number): string => String(value).padStart(width, '0')

/**
 * Milliseconds since 1970 (not before, not after 9999) as ISO 8601 in UTC. Date is not ours to use here; the calendar
 * is Howard Hinnant's `civil_from_days`, http://howardhinnant.github.io/date_algorithms.html.
 */
export function toIso(epochMs: number): string {
  const shifted = Math.floor(epochMs / DAY_MS) + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const ms = epochMs % DAY_MS
  const clock = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1_000) % 60]
    .map((part) => digits(Math.floor(part), 2))
    .join(':')
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}T${clock}.${digits(ms % 1_000, 3)}Z`
}

/** The way back: `days_from_civil` of the same source. Throws on anything `toIso` does not write. */
export function fromIso(iso: string): number {
  const parts = ISO.exec(iso)
  if (!parts) throw new Error(`Not a time of this clock: ${iso}`)
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0, ms = 0] = parts
    .slice(1)
    .map(Number)
  const yearFromMarch = month <= 2 ? year - 1 : year
  const era = Math.floor(yearFromMarch / 400)
  const yearOfEra = yearFromMarch - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  const days = era * 146_097 + dayOfEra - 719_468
  return days * DAY_MS + hours * 3_600_000 + minutes * 60_000 + seconds * 1_000 + ms
}
