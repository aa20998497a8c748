import type { IncomingMessage } from 'node:http'
import { type Bus, ChatError, type CloseCode, closeCodes, type Notice } from '@shopbell/chat-core'
import type { WebSocket } from 'ws'
import { within } from '../realtime/within.ts'
import type { SocketIdentity } from './socket-connection.ts'
import type { SocketLimits } from './socket-limits.ts'
import type { SocketRoster } from './socket-roster.ts'
import type { Turnstile } from './turnstile.ts'

/** What a client says in its first frame, or null if it says nothing there. */
export type ConnectionParams = Readonly<Record<string, string | undefined>> | null

type Revocation = Extract<Notice, { type: 'access.revoked' }>

/** Whether what was revoked is what this socket was opened with. */
export const revokes = ({ subject, id }: Revocation, { actor, credential }: SocketIdentity) =>
  subject === 'agent'
    ? actor.kind === 'agent' && actor.id === id
    : credential.kind === subject && credential.id === id

export interface AdmitOptions {
  /** Once per socket, from its cookies or its first frame. Throws `not_signed_in`. */
  readonly identify: (request: IncomingMessage, params: ConnectionParams) => Promise<SocketIdentity>
  readonly roster: SocketRoster
  readonly bus: Bus
  /** All who come in go through here. */
  readonly entrance: Turnstile
  readonly limits: Pick<SocketLimits, 'authDeadlineMs'>
}

function requireOpen(socket: WebSocket): void {
  if (socket.readyState === socket.OPEN) return
  throw new ChatError('not_signed_in', 'This connection closed before it was known whose it is.')
}

/**
 * Finds out who is there and puts them on the roster, unless what they present is revoked meanwhile. Few at a time: when
 * too many come back at once, those who gave up while they waited cost nothing, and the others are not late for them.
 */
export function admitSocket(
  socket: WebSocket,
  presented: { readonly request: IncomingMessage; readonly params: ConnectionParams },
  options: AdmitOptions,
): Promise<SocketIdentity> {
  return options.entrance.pass(async () => {
    requireOpen(socket)
    // A question that nobody ever answers must not keep its place.
    return within(options.limits.authDeadlineMs, admit(socket, presented, options))
  })
}

async function admit(
  socket: WebSocket,
  presented: Parameters<typeof admitSocket>[1],
  { identify, roster, bus }: AdmitOptions,
): Promise<SocketIdentity> {
  const revocations: Revocation[] = []
  const stopListening = bus.subscribe((notice) => {
    if (notice.type === 'access.revoked') revocations.push(notice)
  })
  try {
    const identity = await identify(presented.request, presented.params)
    if (revocations.some((revocation) => revokes(revocation, identity))) {
      throw new ChatError('session_expired', 'This session has ended. Please start a new one.')
    }
    requireOpen(socket)
    roster.admit(socket, identity)
    return identity
  } finally {
    stopListening()
  }
}

/** How a socket ends that was not admitted. */
export function refusalCode(error: unknown): CloseCode {
  if (!(error instanceof ChatError)) return closeCodes.comeBack.unavailable
  return error.code === 'not_permitted'
    ? closeCodes.stayAway.notPermitted
    : closeCodes.stayAway.notSignedIn
}
