import { setTimeout as sleep } from 'node:timers/promises'
import type { Stage } from '../stage.ts'
import type { Conversation } from './conversation.ts'
import { Outbox } from './outbox.ts'
import { newAgent } from './people.ts'

export interface Flood {
  /** Resolves once everything that was sent is stored. */
  stop(): Promise<void>
}

/** As long as a message may be; each of these characters takes three bytes on the wire. */
const TAIL = '灯'.repeat(3_800)
/** Several, because each waits for an answer before the next message. */
const AUTHORS = 6

/** Long messages at a steady pace into one room, whatever becomes of those who read. */
export async function startFlood(
  stage: Stage,
  { roomId }: Conversation,
  { perSecond }: { readonly perSecond: number },
): Promise<Flood> {
  const { cluster, recorder, timing } = stage
  const common = { roomId, addresses: cluster.addresses, timing, recorder, tail: TAIL }
  const authors = Array.from({ length: AUTHORS }, () => newAgent(cluster, { role: 'manager' }))
  const boxes = (await Promise.all(authors)).map(
    (person) => new Outbox({ ...common, person, random: stage.chance() }),
  )
  let isStopped = false
  const all = Promise.all(
    boxes.map(async (box, index) => {
      let dueMs = performance.now() + (index * 1_000) / perSecond
      while (!isStopped) {
        await sleep(Math.max(0, dueMs - performance.now()))
        await box.send()
        dueMs += (AUTHORS * 1_000) / perSecond
      }
    }),
  )
  return {
    async stop() {
      isStopped = true
      await all
    },
  }
}
