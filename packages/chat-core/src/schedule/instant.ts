import { Temporal } from 'temporal-polyfill'

/** Instants are ISO 8601 outside of this folder, as everywhere, and milliseconds since 1970 inside of it. */
export const msOf = (iso: string): number => Temporal.Instant.from(iso).epochMilliseconds

/** Milliseconds since 1970 as the stores write them: in UTC, with three digits of a second. */
export const isoOf = (ms: number): string =>
  Temporal.Instant.fromEpochMilliseconds(ms).toString({ fractionalSecondDigits: 3 })
