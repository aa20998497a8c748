import type { Room } from '../people.ts'
import { inTurns } from './in-turns.ts'
import { Link } from './link.ts'
import { Meter } from './meter.ts'
import type { ReconnectJob, Scenario } from './scenario.ts'
import { chooseWire } from './wires/choose-wire.ts'

/** Customers come back after a cut, each with messages to catch up on. Prepared means that all of them have. */
export async function reconnect(job: ReconnectJob): Promise<Scenario> {
  const wire = chooseWire(job)
  const meter = new Meter()
  const problems: string[] = []
  const { lastSeq, missed } = job

  async function comeBack({ roomId, customer }: Room): Promise<void> {
    const startedMs = performance.now()
    let seq = lastSeq - missed
    await new Promise<void>((resolve, reject) => {
      const link = Link.open({
        wire,
        port: job.ports.customers,
        person: customer,
        onDelivered(message) {
          if (message.seq !== seq + 1) problems.push(`${roomId} got ${message.seq} after ${seq}`)
          seq = message.seq
          if (seq === lastSeq) resolve()
        },
      })
      link.then((opened) => void opened.join(roomId, seq), reject)
    })
    meter.add(performance.now() - startedMs)
  }

  const startedMs = performance.now()
  await inTurns(job.rooms, job.width, comeBack)
  const totalMs = performance.now() - startedMs

  return {
    mark() {
      const { count, p50Ms, p99Ms } = meter.take()
      return { clients: count, totalMs, resumedP50Ms: p50Ms, resumedP99Ms: p99Ms }
    },
    finish: async () => ({ acked: {}, problems: problems.slice(0, 10) }),
  }
}
