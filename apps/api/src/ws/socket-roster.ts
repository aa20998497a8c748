import { type Actor, type CloseCode, closeCodes } from '@shopbell/chat-core'
import type { WebSocket } from 'ws'
import { shut } from './shut.ts'
import type { SocketIdentity } from './socket-connection.ts'
import type { SocketLimits } from './socket-limits.ts'

/** Told of everybody's first socket on this node, and when they have none any more. */
export interface Attendance {
  arrived(actor: Actor): void
  left(actor: Actor): void
}

/** The sockets whose people are known, and how many each of them may have. */
export class SocketRoster {
  readonly #limits: SocketLimits
  readonly #attendance: Attendance | undefined
  readonly #identities = new Map<WebSocket, SocketIdentity>()
  /** The same sockets by person, each in the order in which they were admitted. */
  readonly #byPerson = new Map<string, Set<WebSocket>>()
  /** One function for all sockets: ten thousand idle ones are to cost little. */
  readonly #onClose: (this: WebSocket) => void

  constructor(limits: SocketLimits, attendance?: Attendance) {
    this.#limits = limits
    this.#attendance = attendance
    const roster = this
    this.#onClose = function onClose() {
      roster.#remove(this)
    }
  }

  get size(): number {
    return this.#identities.size
  }

  /**
   * Admits a socket until it closes. Whoever has too many then loses their oldest one: the newest is the one they look
   * at, and the oldest may be a dead one that nobody has noticed yet.
   */
  admit(socket: WebSocket, identity: SocketIdentity): void {
    const { actor } = identity
    const theirs = this.#byPerson.get(personOf(actor)) ?? new Set()
    this.#byPerson.set(personOf(actor), theirs.add(socket))
    this.#identities.set(socket, identity)
    socket.once('close', this.#onClose)
    if (theirs.size === 1) this.#attendance?.arrived(actor)

    const max =
      actor.kind === 'customer' ? this.#limits.socketsPerCustomer : this.#limits.socketsPerAgent
    for (const surplus of [...theirs].slice(0, -max))
      this.#end(surplus, closeCodes.stayAway.tooMany)
  }

  identities(): readonly SocketIdentity[] {
    return [...this.#identities.values()]
  }

  /** Closes every socket whose identity matches, now and without an answer to what it asked for. */
  expel(match: (identity: SocketIdentity) => boolean, code: CloseCode): void {
    for (const [socket, identity] of this.#identities) if (match(identity)) this.#end(socket, code)
  }

  #end(socket: WebSocket, code: CloseCode): void {
    this.#remove(socket)
    shut(socket, code, this.#limits.closeWithinMs)
  }

  #remove(socket: WebSocket): void {
    const identity = this.#identities.get(socket)
    if (!identity) return
    this.#identities.delete(socket)
    const theirs = this.#byPerson.get(personOf(identity.actor))
    theirs?.delete(socket)
    if (theirs?.size !== 0) return
    this.#byPerson.delete(personOf(identity.actor))
    this.#attendance?.left(identity.actor)
  }
}

const personOf = ({ kind, id }: Actor): string => `${kind} ${id}`
