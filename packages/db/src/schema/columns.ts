import { sql } from 'drizzle-orm'
import { type AnyPgColumn, customType } from 'drizzle-orm/pg-core'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const NO_ROW = '00000000-0000-0000-0000-000000000000'

/**
 * A UUID. Text that is none names no row, so it is looked up as the nil UUID, which no row has:
 * an id of garbage is "not found", never a database error.
 */
export const id = customType<{ data: string; driverData: string }>({
  dataType: () => 'uuid',
  toDriver: (value) => (UUID.test(value) ? value : NO_ROW),
})

export const newId = sql`gen_random_uuid()`

/** A point in time, ISO 8601 in UTC on our side. Milliseconds, so that it survives the round trip exactly. */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  fromDriver: (value) => new Date(value).toISOString(),
})

/** For an index that holds among the rows in use only: the names of what was deleted are free again. */
export const lowerCase = (name: AnyPgColumn) => sql`lower(${name})`

export const clock = sql`clock_timestamp()`
