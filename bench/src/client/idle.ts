import { inTurns } from './in-turns.ts'
import { Link } from './link.ts'
import type { IdleJob, Scenario } from './scenario.ts'
import { chooseWire } from './wires/choose-wire.ts'

const OPENING_AT_ONCE = 64

/** Customers have the chat open and say nothing. Prepared again, more of them come; those who are there stay. */
export async function stayIdle(job: IdleJob): Promise<Scenario> {
  const wire = chooseWire(job)
  await inTurns(job.rooms, OPENING_AT_ONCE, async ({ roomId, customer }) => {
    const link = await Link.open({ wire, port: job.ports.customers, person: customer })
    await link.join(roomId)
  })
  return { mark: () => ({}), finish: async () => ({ acked: {}, problems: [] }) }
}
