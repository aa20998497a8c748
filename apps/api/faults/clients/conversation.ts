import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from '../services/cluster.ts'
import type { Stage } from '../stage.ts'
import { callOverHttp } from './http-call.ts'
import { Outbox } from './outbox.ts'
import { newAgent, newCustomer } from './people.ts'
import type { Person } from './person.ts'
import type { RoomReader } from './room-reader.ts'

interface Talk {
  /** Texts of both sides together. */
  readonly messages: number
  /** Over how long they are spread; in full flight without it. */
  readonly overMs?: number
  /** After how many texts the agent leaves a note on top; never without it. */
  readonly noteEvery?: number
}

/** One room with the two who talk in it, and those who read along. */
export interface Conversation {
  readonly roomId: string
  readonly customer: Person
  readonly agent: Person
  readonly customerBox: Outbox
  readonly agentBox: Outbox
  /** First the customer's, then the agent's, then the others. */
  readonly readers: readonly RoomReader[]
  /** Both sides write, each at its own pace. Resolves once all of it is stored. */
  talk(talk: Talk): Promise<void>
}

export interface ConversationPlan {
  readonly name: string
  readonly readers: number
  /** The addresses that the readers know. */
  readonly roads: readonly string[]
  /** Chance of its own for each of those in it. */
  readonly chance: () => () => number
}

/** A customer writes, an agent takes the room, and everybody's stream is open. */
export async function openConversation(
  stage: Stage,
  { name, readers: readerCount, roads, chance }: ConversationPlan,
): Promise<Conversation> {
  const { cluster, recorder, timing } = stage
  const { addresses } = cluster
  const { person: customer, roomId } = await newCustomer(cluster, `Customer of ${name}`)
  const agent = await newAgent(cluster, { name: `Agent of ${name}` })
  const common = { roomId, addresses, timing, recorder }

  const first = new Outbox({ ...common, person: customer, random: chance() })
  await first.send()
  await callOverHttp({
    address: addresses[0] ?? '',
    person: agent,
    path: 'room.accept',
    input: { roomId },
    timeoutMs: 10_000,
  })

  const people = [customer, agent]
  for (let index = people.length; index < readerCount; index += 1) {
    // The fourth is the customer's second tab.
    people.push(index === 3 ? customer : await newManager(cluster, `Manager ${index} of ${name}`))
  }
  const readers = people.map((person) =>
    stage.follow({ person, roomId, addresses: roads, random: chance() }),
  )
  const [customerReader, agentReader] = readers
  const box = (person: Person, reader: RoomReader | undefined, from = 0) =>
    new Outbox({ ...common, person, random: chance(), from, ...(reader && { reader }) })
  const customerBox = box(customer, customerReader, 1)
  const agentBox = box(agent, agentReader)

  return {
    roomId,
    customer,
    agent,
    customerBox,
    agentBox,
    readers,
    async talk({ messages, overMs = 0, noteEvery = 0 }) {
      const random = chance()
      const pauseMs = (2 * overMs) / messages
      const say = async (outbox: Outbox, count: number) => {
        const startedMs = performance.now()
        for (let index = 0; index < count; index += 1) {
          // Who was held up says the rest the faster.
          const dueMs = startedMs + pauseMs * (index + random())
          if (dueMs > performance.now()) await sleep(dueMs - performance.now())
          await outbox.send()
          if (outbox === agentBox && noteEvery && index % noteEvery === 0) await outbox.send('note')
        }
      }
      const half = Math.ceil(messages / 2)
      await Promise.all([say(customerBox, half), say(agentBox, messages - half)])
    },
  }
}

const newManager = (cluster: Cluster, name: string): Promise<Person> =>
  newAgent(cluster, { name, role: 'manager' })
