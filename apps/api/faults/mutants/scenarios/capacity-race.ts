import { callOverHttp } from '../../clients/http-call.ts'
import { Outbox } from '../../clients/outbox.ts'
import { newAgent, newCustomer } from '../../clients/people.ts'
import type { Scenario } from '../../scenario.ts'

const CAPACITY = 3
const ROOMS = 24

/** One agent takes many rooms at the same moment, on two nodes. */
export const capacityRace: Scenario = {
  id: 'capacity-race',
  promise: 'an agent never has more rooms than they may, however many they accept at once',
  async run(stage) {
    const { timing, recorder } = stage
    const cluster = await stage.start({ nodeCount: 2 })
    const { addresses, stores } = cluster
    const agent = await newAgent(cluster)
    await stores.agents.updateAgent(agent.id, { capacity: CAPACITY })
    const customers = await Promise.all(Array.from({ length: ROOMS }, () => newCustomer(cluster)))
    for (const { person, roomId } of customers) {
      await new Outbox({
        person,
        roomId,
        addresses,
        timing,
        recorder,
        random: stage.chance(),
      }).send()
    }
    const accepts = customers.map(({ roomId }, index) =>
      callOverHttp({
        address: addresses[index % addresses.length] ?? '',
        person: agent,
        path: 'room.accept',
        input: { roomId },
        timeoutMs: 10_000,
      }),
    )
    const settled = await Promise.allSettled(accepts)
    const taken = settled.filter(({ status }) => status === 'fulfilled').length
    if (taken < CAPACITY) recorder.observe('under-capacity', `${taken} accepted of ${CAPACITY}`)
    for (const result of settled) {
      if (result.status === 'rejected' && result.reason.code !== 'agent_at_capacity') {
        recorder.observe('wrong-refusal', `${result.reason}`)
      }
    }
  },
}
