/** All that the test runner says of the environment. */
const { env } = import.meta as { readonly env?: { readonly PROPERTY_TIMES?: string } }

const times = Number(env?.PROPERTY_TIMES ?? 1)

/**
 * How often `fc.assert` tries a property: `count` times in the suite, and PROPERTY_TIMES as often in a long night.
 * Every property test asks here.
 */
export const runs = (count: number): { readonly numRuns: number } => ({ numRuns: count * times })
