import { callOverHttp } from '../../clients/http-call.ts'
import { Outbox } from '../../clients/outbox.ts'
import { newAgent, newCustomer } from '../../clients/people.ts'
import type { Person } from '../../clients/person.ts'
import type { Scenario } from '../../scenario.ts'

const AGENTS = 12
const ROUNDS = 5

/** Many agents take one waiting room at the same moment, on two nodes. */
export const acceptRace: Scenario = {
  id: 'accept-race',
  promise: 'of many who accept one room at once, one has it and the others are told who',
  async run(stage) {
    const { timing, recorder } = stage
    const cluster = await stage.start({ nodeCount: 2 })
    const { addresses } = cluster
    const agents: Person[] = []
    for (let count = 0; count < AGENTS; count += 1) agents.push(await newAgent(cluster))

    for (let round = 0; round < ROUNDS; round += 1) {
      const { person, roomId } = await newCustomer(cluster)
      await new Outbox({
        person,
        roomId,
        addresses,
        timing,
        recorder,
        random: stage.chance(),
      }).send()
      const accepts = agents.map((agent, index) =>
        callOverHttp({
          address: addresses[index % addresses.length] ?? '',
          person: agent,
          path: 'room.accept',
          input: { roomId },
          timeoutMs: 10_000,
        }),
      )
      const settled = await Promise.allSettled(accepts)
      const winners = settled.filter(({ status }) => status === 'fulfilled').length
      if (winners !== 1) recorder.observe('two-winners', `${winners} of ${AGENTS} were told yes`)
      for (const result of settled) {
        if (result.status === 'rejected' && result.reason.code !== 'already_assigned') {
          recorder.observe('wrong-refusal', `${result.reason}`)
        }
      }
    }
  },
}
