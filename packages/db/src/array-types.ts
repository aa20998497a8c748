/** What Postgres takes for an array in a text parameter. */
function toArrayLiteral(values: readonly unknown[]): string {
  const quote = (value: unknown) => `"${String(value).replaceAll(/["\\]/g, '\\$&')}"`
  return `{${values.map((value) => (value === null ? 'null' : quote(value))).join()}}`
}

/** By the numbers that Postgres knows the arrays of these types by. */
const ARRAY_TYPES = { uuid: 2951, text: 1009, int: 1007, bigint: 1016 }

/**
 * The arrays that our statements take. The driver would ask each new connection for all there are, and when the server
 * goes away during that question, it is a rejection that nobody can catch: the process would end.
 */
export const arrayTypes = Object.fromEntries(
  Object.entries(ARRAY_TYPES).map(([name, oid]) => [
    name,
    { to: oid, from: [], serialize: toArrayLiteral, parse: (raw: unknown) => raw },
  ]),
)
