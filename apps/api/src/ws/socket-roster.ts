import { type CloseCode, closeCodes } from '@shopbell/chat-core'
import type { WebSocket } from 'ws'
import { shut } from './shut.ts'
import type { SocketIdentity } from './socket-connection.ts'
import type { SocketLimits } from './socket-limits.ts'

/** The sockets whose people are known, and how many each of them may have. */
export class SocketRoster {
  readonly #limits: SocketLimits
  /** In the order in which they were admitted. */
  readonly #identities = new Map<WebSocket, SocketIdentity>()

  constructor(limits: SocketLimits) {
    this.#limits = limits
  }

  /**
   * Admits a socket until it closes. Whoever has too many then loses their oldest one: the newest is the one they look
   * at, and the oldest may be a dead one that nobody has noticed yet.
   */
  admit(socket: WebSocket, identity: SocketIdentity): void {
    this.#identities.set(socket, identity)
    socket.once('close', () => this.#identities.delete(socket))
    const { kind, id } = identity.actor
    const max = kind === 'customer' ? this.#limits.socketsPerCustomer : this.#limits.socketsPerAgent
    const theirs = this.#matching(({ actor }) => actor.kind === kind && actor.id === id)
    for (const surplus of theirs.slice(0, -max)) this.#end(surplus, closeCodes.stayAway.tooMany)
  }

  identities(): readonly SocketIdentity[] {
    return [...this.#identities.values()]
  }

  /** Closes every socket whose identity matches, now and without an answer to what it asked for. */
  expel(match: (identity: SocketIdentity) => boolean, code: CloseCode): void {
    for (const socket of this.#matching(match)) this.#end(socket, code)
  }

  #matching(match: (identity: SocketIdentity) => boolean): WebSocket[] {
    return [...this.#identities].flatMap(([socket, identity]) => (match(identity) ? [socket] : []))
  }

  #end(socket: WebSocket, code: CloseCode): void {
    this.#identities.delete(socket)
    shut(socket, code, this.#limits.closeWithinMs)
  }
}
