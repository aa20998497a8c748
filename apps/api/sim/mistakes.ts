import {
  type Agent,
  type AgentActor,
  ChatError,
  decideRoute,
  type Ports,
  type RoomState,
} from '@shopbell/chat-core'
import type { Spoil } from './simulate.ts'

const overseer: AgentActor = { kind: 'agent', id: '', name: '', role: 'manager', groupIds: [] }
const LINE_MAX = 1_000

/** Routing as one might write it without thinking of the others: reads, chooses, and then writes. */
function routeBy({ chooseRoom, believe }: Habit): Spoil {
  const assignNext = async (ports: Ports, groupId: string) => {
    const queue = await ports.rooms.listQueue(overseer, LINE_MAX)
    const room = chooseRoom(queue.flatMap((one) => (one.room.group.id === groupId ? one.room : [])))
    const agents = await ports.agents.listAgents()
    const agent = agents.find(
      (one) => one.availability === 'online' && one.groupIds.includes(groupId),
    )
    if (!room || !agent) return null
    const choice = { groupId, agent: { id: agent.id, name: agent.name } }
    try {
      const change = await ports.rooms.changeRoom(
        room.id,
        (state) => decideRoute(believe(state, agent), { ...choice, strategy: 'least_loaded' }),
        { ownerId: agent.id },
      )
      return change && change.messages.length > 0 ? { ...change, before: change.room } : null
    } catch (error) {
      if (error instanceof ChatError) return null
      throw error
    }
  }
  return (ports) => ({
    ...ports,
    routing: { ...ports.routing, assignNext: (groupId) => assignNext(ports, groupId) },
  })
}

interface Habit {
  /** Which of a line, in its order. */
  readonly chooseRoom: <Room>(line: readonly Room[]) => Room | undefined
  /** What is made of what the store says. */
  readonly believe: (state: RoomState, agent: Agent) => RoomState
}

const asItIs: Habit['believe'] = (state) => state

/** Mistakes that the simulation must find, by what finds them. */
export const mistakes = {
  order: routeBy({ chooseRoom: (line) => line.at(-1), believe: asItIs }),
  limit: routeBy({
    chooseRoom: ([head]) => head,
    // As if the load had been counted before the lock, when it was none.
    believe: (state, { id, capacity }) => ({
      ...state,
      load: { agentId: id, openRooms: 0, capacity },
    }),
  }),
  forgotten: (ports) => ({
    ...ports,
    routing: { ...ports.routing, movableLines: async () => [] },
  }),
} satisfies Record<string, Spoil>
