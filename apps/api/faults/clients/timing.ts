/** How quick a client is to notice and to come back. The product's own are slower, so that a run need not be. */
export interface ClientTiming {
  readonly connectWithinMs: number
  readonly pingEveryMs: number
  readonly pongWithinMs: number
  /** How long one attempt to send may take. */
  readonly attemptMs: number
  readonly backoffBaseMs: number
  readonly backoffCapMs: number
}

export const clientTiming: ClientTiming = {
  connectWithinMs: 1_500,
  pingEveryMs: 600,
  pongWithinMs: 800,
  attemptMs: 2_500,
  backoffBaseMs: 100,
  backoffCapMs: 1_000,
}

/** Full jitter: anything between nothing and a doubling, up to a cap. */
export const backoffMs = (
  attempt: number,
  { backoffBaseMs, backoffCapMs }: ClientTiming,
  random: () => number,
): number => random() * Math.min(backoffCapMs, backoffBaseMs * 2 ** Math.min(attempt, 10))
