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

/** As patient as the product's own clients: for what makes a machine slow, where those who hurry make it worse. */
export const patientTiming: ClientTiming = {
  connectWithinMs: 10_000,
  pingEveryMs: 15_000,
  pongWithinMs: 5_000,
  attemptMs: 8_000,
  backoffBaseMs: 1_000,
  backoffCapMs: 4_000,
}
/** After so many failures in a row it is not a fault of the moment: everything is too slow, and haste makes it worse. */
const PATIENT_FROM_ATTEMPT = 5
const PATIENCE_MAX = 8

/** How many times longer than at first a client waits, for the next attempt and for its answer. */
export const patienceAt = (attempt: number): number =>
  Math.min(PATIENCE_MAX, 2 ** Math.max(0, attempt - PATIENT_FROM_ATTEMPT))

/** Full jitter: anything between nothing and a doubling, up to a cap. */
export const backoffMs = (
  attempt: number,
  { backoffBaseMs, backoffCapMs }: ClientTiming,
  random: () => number,
): number => {
  const capMs = backoffCapMs * patienceAt(attempt)
  return random() * Math.min(capMs, backoffBaseMs * 2 ** Math.min(attempt, 10))
}
