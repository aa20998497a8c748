const UNIQUE_VIOLATION = '23505'

/** Data exception, integrity constraint violation, transaction rollback: the first two digits of each. */
const CLASSES_OF_ONE_ROW: ReadonlySet<string> = new Set(['22', '23', '40'])

function sqlStateOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if ('code' in error && typeof error.code === 'string') return error.code
  // Drizzle wraps what the driver threw.
  return sqlStateOf(error.cause)
}

/** Whether a query failed because another transaction stored the same key first. */
export const violatesUnique = (error: unknown): boolean => sqlStateOf(error) === UNIQUE_VIOLATION

/** Whether a statement of many rows failed for one of them, and nothing of it was stored: the others may go alone. */
export const failedForOneRow = (error: unknown): boolean =>
  CLASSES_OF_ONE_ROW.has(sqlStateOf(error)?.slice(0, 2) ?? '')
