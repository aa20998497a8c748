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
  readonly ip?: string | undefined
  /** Id of the person, agent or customer; never a name or an address. */
  readonly actorId?: string | undefined
  readonly procedure?: string | undefined
  readonly roomId?: string | undefined
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** The room that an input or the parameters of a path name, if they do. */
export function roomIdOf(source: unknown): string | undefined {
  const roomId: unknown = Reflect.get(Object(source), 'roomId')
  return typeof roomId === 'string' && UUID.test(roomId) ? roomId : undefined
}

const EXPECTED: ReadonlySet<SecurityEvent> = new Set(['auth.signed_in', 'auth.signed_out'])

/** One line per event, in a fixed shape; values are JSON-encoded, so none can forge a line. */
export function logSecurity(logger: Logger, event: SecurityEvent, facts: SecurityFacts): void {
  logger[EXPECTED.has(event) ? 'info' : 'warn']({ security: event, ...facts }, event)
}
