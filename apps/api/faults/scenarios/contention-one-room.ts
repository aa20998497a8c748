import { callOverHttp } from '../clients/http-call.ts'
import { Outbox } from '../clients/outbox.ts'
import { newAgent, newCustomer } from '../clients/people.ts'
import type { Person } from '../clients/person.ts'
import { Refused } from '../clients/refused.ts'
import type { Scenario } from '../scenario.ts'
import { cpuMsOf } from '../services/process-look.ts'

const AGENTS = { short: 100, large: 1_000 }
const ROUNDS = { short: 2, large: 20 }
const CREATED_AT_ONCE = 20
const WITHIN_MS = 2_000
const GIVE_UP_MS = 20_000

export const oneRoom: Scenario = {
  id: 'one-room',
  promise:
    'of a crowd of agents who accept one room at the same moment one has it, and the others are told so',
  async run(stage) {
    const { recorder, timing, isLarge } = stage
    const size = isLarge ? 'large' : 'short'
    const cluster = await stage.start({ nodeCount: 2 })
    const { addresses, nodes } = cluster
    const agents: Person[] = []
    while (agents.length < AGENTS[size]) {
      const next = Array.from({ length: CREATED_AT_ONCE }, () => newAgent(cluster))
      agents.push(...(await Promise.all(next)))
    }
    for (let round = 0; round < ROUNDS[size]; round += 1) {
      const { person, roomId } = await newCustomer(cluster)
      const random = stage.chance()
      await new Outbox({ person, roomId, addresses, timing, recorder, random }).send()

      const cpuMs = () => nodes.reduce((sum, { pid }) => sum + cpuMsOf(pid), 0)
      const cpuBeforeMs = cpuMs()
      const startedMs = performance.now()
      const accepts = agents.map((agent, index) =>
        callOverHttp({
          address: addresses[index % addresses.length] ?? '',
          person: agent,
          path: 'room.accept',
          input: { roomId },
          timeoutMs: GIVE_UP_MS,
        }).then(
          () => 'accepted',
          (error) => (error instanceof Refused ? error.code : `${error}`),
        ),
      )
      const answers = await Promise.all(accepts)
      const took = performance.now() - startedMs
      recorder.figure(`${agents.length} agents`, took, { mark: WITHIN_MS })
      recorder.figure('nodes worked for each', (cpuMs() - cpuBeforeMs) / agents.length)
      const winners = answers.filter((answer) => answer === 'accepted').length
      if (winners !== 1) recorder.observe('two-winners', `${winners} were told that they have it`)
      const others = answers.filter((answer) => !['accepted', 'already_assigned'].includes(answer))
      for (const answer of others) recorder.observe('wrong-refusal', answer)
    }
    await stage.quiesce()
  },
}
