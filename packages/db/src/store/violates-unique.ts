const UNIQUE_VIOLATION = '23505'

/** Whether a query failed because another transaction stored the same key first. */
export function violatesUnique(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && error.code === UNIQUE_VIOLATION) return true
  // Drizzle wraps what the driver threw.
  return violatesUnique(error.cause)
}
