import type { Message, Ports, Room, RoomChange } from '@shopbell/chat-core'

/**
 * A step of a room into a line or out of it. The call that made it began and ended at these ticks, so whatever began
 * after `end` came later, and of calls that overlap nothing is known.
 */
export interface LineStep {
  readonly begin: number
  readonly end: number
  readonly roomId: string
  readonly seq: number
  /** Into which line, or out of it: by routing, or in any other way. */
  readonly step: 'entered' | 'routed' | 'left'
  readonly groupId: string
  /** Who got the room, if it was routed. */
  readonly agentId: string | null
  /** Of the log's clock. */
  readonly at: string
}

/** What every call of the run did to the lines, in the order in which the calls ended. */
export class Journal {
  readonly steps: LineStep[] = []
  readonly #onChange: (room: Room) => void
  #tick = 0

  /** @param onChange told of every room that changed */
  constructor(onChange: (room: Room) => void) {
    this.#onChange = onChange
  }

  /** These ports, with everything that moves a room written down. */
  watch(ports: Ports): Ports {
    return {
      ...ports,
      rooms: {
        ...ports.rooms,
        changeRoom: (...args) => this.#record(() => ports.rooms.changeRoom(...args)),
      },
      routing: {
        ...ports.routing,
        assignNext: (groupId) => this.#record(() => ports.routing.assignNext(groupId)),
      },
    }
  }

  async #record<Change extends RoomChange | null>(call: () => Promise<Change>): Promise<Change> {
    this.#tick += 1
    const begin = this.#tick
    const change = await call()
    this.#tick += 1
    if (change) this.#write(change, { begin, end: this.#tick })
    return change
  }

  #write({ room, messages }: RoomChange, ticks: Pick<LineStep, 'begin' | 'end'>): void {
    for (const message of messages) {
      const step = lineStepOf(message, room)
      if (step) {
        const { seq, createdAt: at } = message
        this.steps.push({ ...ticks, roomId: room.id, seq, at, ...step })
      }
    }
    this.#onChange(room)
  }
}

function lineStepOf(
  message: Message,
  room: Room,
): Pick<LineStep, 'step' | 'groupId' | 'agentId'> | null {
  if (message.kind !== 'system') return null
  const { fact } = message
  const groupId = room.group.id
  switch (fact.type) {
    case 'room.opened':
      return { step: 'entered', groupId, agentId: null }
    case 'room.reopened':
      return fact.assignee ? null : { step: 'entered', groupId, agentId: null }
    case 'room.transferred':
      return fact.group ? { step: 'entered', groupId: fact.group.id, agentId: null } : null
    case 'room.assigned':
      return { step: fact.strategy ? 'routed' : 'left', groupId, agentId: fact.agent.id }
    case 'room.closed':
      return { step: 'left', groupId, agentId: null }
    default:
      return null
  }
}
