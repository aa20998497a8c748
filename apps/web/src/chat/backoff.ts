export interface BackoffOptions {
  /** Ceiling of the first wait. */
  readonly baseMs: number
  /** Ceiling of every wait. */
  readonly maxMs: number
}

/**
 * How long to wait before attempt `attempt + 1`, after `attempt` failures (from 0): "full jitter", a random share of
 * an exponentially growing ceiling, so that clients that failed together do not come back together.
 * Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 * @param random a number in [0, 1)
 * @returns whole milliseconds in [0, min(maxMs, baseMs · 2^attempt)]
 */
export function fullJitterMs(
  attempt: number,
  { baseMs, maxMs }: BackoffOptions,
  random: () => number = Math.random,
): number {
  const ceilingMs = Math.min(maxMs, baseMs * 2 ** Math.min(attempt, 30))
  return Math.round(random() * ceilingMs)
}
