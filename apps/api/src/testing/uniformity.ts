/**
 * How likely it is that values from 0 to 1 that are spread evenly look at least as uneven as these: the test of
 * Kolmogorov and Smirnov, with Stephens' correction for few values.
 */
export function uniformity(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const count = sorted.length
  const distance = Math.max(
    ...sorted.map((value, index) => Math.max(value - index / count, (index + 1) / count - value)),
  )
  const scaled = (Math.sqrt(count) + 0.12 + 0.11 / Math.sqrt(count)) * distance
  let likelihood = 0
  for (let term = 1; term <= 100; term += 1) {
    likelihood += 2 * (-1) ** (term - 1) * Math.exp(-2 * (term * scaled) ** 2)
  }
  return Math.min(1, likelihood)
}
