import type { Logger } from './logger.ts'

/** What an operator must be able to count and to follow up. */
export type SecurityEvent =
  | 'auth.signed_in'
  | 'auth.sign_in_failed'
  | 'auth.signed_out'
  | 'access.denied'
  | 'limit.reached'
  | 'origin.refused'
  | 'accept.conflict'

export interface SecurityFacts {
  readonly requestId: string
  readonly ip?: string
  /** Id of the person, agent or customer; never a name or an address. */
  readonly actorId?: string
  readonly procedure?: string
  readonly roomId?: string
}

/** One line per event, in a fixed shape; values are JSON-encoded, so none can forge a line. */
export function logSecurity(logger: Logger, event: SecurityEvent, facts: SecurityFacts): void {
  logger.warn({ security: event, ...facts }, event)
}
