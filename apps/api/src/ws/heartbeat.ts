import { closeCodes } from '@shopbell/chat-core'
import type { WebSocket } from 'ws'
import { shut } from './shut.ts'
import type { SocketLimits } from './socket-limits.ts'

type HeartbeatLimits = Pick<
  SocketLimits,
  'pingEveryMs' | 'pongWithinMs' | 'bufferMaxBytes' | 'closeWithinMs'
>

/** How often a few of the sockets have their turn. */
const TURN_MS = 240

/**
 * Pings every socket of the node and destroys the connections from which no pong comes in time: a network that swallows
 * packets says nothing by itself. Also ends a socket that took too much to hold back, whatever filled it.
 *
 * One timer for all: the sockets stand in a circle and have their turns one group after the other, so that thousands of
 * them are not pinged in one moment. Time is counted in turns, of which none passes while the process itself is stuck,
 * so nobody is taken for dead because their pong lay unread.
 */
export class Heartbeat {
  readonly #limits: HeartbeatLimits
  readonly #groups: readonly Set<WebSocket>[]
  readonly #pongTurns: number
  readonly #timer: NodeJS.Timeout
  /** Who owes a pong, and to how many pings. */
  readonly #owing = new Map<WebSocket, number>()
  readonly #onPong: (this: WebSocket) => void
  readonly #onClose: (this: WebSocket) => void
  #turn = 0
  #added = 0

  constructor(limits: HeartbeatLimits) {
    this.#limits = limits
    const turns = Math.max(1, Math.round(limits.pingEveryMs / TURN_MS))
    const turnMs = limits.pingEveryMs / turns
    this.#groups = Array.from({ length: turns }, () => new Set<WebSocket>())
    this.#pongTurns = Math.min(turns, Math.ceil(limits.pongWithinMs / turnMs))
    // One function each for all sockets: ten thousand idle ones are to cost little.
    const heartbeat = this
    this.#onPong = function onPong() {
      heartbeat.#owing.delete(this)
    }
    this.#onClose = function onClose() {
      heartbeat.#remove(this)
    }
    this.#timer = setInterval(() => this.#takeTurn(), turnMs)
    this.#timer.unref()
  }

  get size(): number {
    return this.#groups.reduce((sum, group) => sum + group.size, 0)
  }

  /** Watches the socket until it closes. */
  add(socket: WebSocket): void {
    this.#groups[this.#added++ % this.#groups.length]?.add(socket)
    socket.on('pong', this.#onPong)
    socket.once('close', this.#onClose)
  }

  close(): void {
    clearInterval(this.#timer)
  }

  #takeTurn(): void {
    this.#turn += 1
    for (const socket of this.#groupOf(this.#turn - this.#pongTurns)) this.#judge(socket)
    for (const socket of this.#groupOf(this.#turn)) this.#ping(socket)
  }

  #groupOf(turn: number): Iterable<WebSocket> {
    const count = this.#groups.length
    return this.#groups[(turn + count) % count] ?? []
  }

  #ping(socket: WebSocket): void {
    if (socket.bufferedAmount > this.#limits.bufferMaxBytes) {
      shut(socket, closeCodes.comeBack.slow, this.#limits.closeWithinMs)
    }
    if (socket.readyState !== socket.OPEN) return
    this.#owing.set(socket, (this.#owing.get(socket) ?? 0) + 1)
    socket.ping()
  }

  #judge(socket: WebSocket): void {
    const pings = this.#owing.get(socket)
    if (pings === undefined) return
    // Behind what is still held back the first ping may not have left: that is slow, not dead.
    if (pings === 1 && socket.bufferedAmount > 0) return
    socket.terminate()
  }

  #remove(socket: WebSocket): void {
    this.#owing.delete(socket)
    for (const group of this.#groups) if (group.delete(socket)) return
  }
}
