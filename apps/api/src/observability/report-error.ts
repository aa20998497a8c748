import { type PublicError, toPublicError } from '../rpc/errors.ts'
import type { Logger } from './logger.ts'
import { logSecurity, type SecurityEvent, type SecurityFacts } from './security-log.ts'

function securityEventOf({ code, details }: PublicError, procedure?: string): SecurityEvent | null {
  if (code === 'not_permitted')
    return details['reason'] === 'origin' ? 'origin.refused' : 'access.denied'
  if (code === 'rate_limited') return 'limit.reached'
  if (code === 'already_assigned' && procedure === 'room.accept') return 'accept.conflict'
  return null
}

const causeOf = (thrown: unknown): unknown =>
  thrown instanceof Error && thrown.name === 'TRPCError' && thrown.cause ? thrown.cause : thrown

/** Logs a failure once: the cause of an unexpected one, the facts of a refusal that matters. */
export function reportError(logger: Logger, thrown: unknown, facts: SecurityFacts): void {
  const error = toPublicError(thrown)
  if (error.code === 'internal') {
    logger.error({ ...facts, err: causeOf(thrown) }, 'unexpected error')
    return
  }
  const event = securityEventOf(error, facts.procedure)
  if (event) logSecurity(logger, event, facts)
  else logger.debug({ ...facts, code: error.code }, 'refused')
}
