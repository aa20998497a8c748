import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { callOverHttp } from '../clients/http-call.ts'
import { bodyOf } from '../clients/outbox.ts'
import type { Person } from '../clients/person.ts'
import type { Scenario } from '../scenario.ts'
import type { Stage } from '../stage.ts'

const ROOMS = 5
const ROUNDS = { short: 4, large: 40 }
const AT_ONCE = 50
const CUT_WITHIN_MS = 25
const GIVE_UP_MS = 5_000

interface Answer {
  readonly message: { readonly id: string; readonly seq: number }
}

/** One message, sent many times at once over all nodes, and again until somebody has said where it is. */
async function sendAtOnce(
  stage: Stage,
  person: Person,
  { roomId, n }: { roomId: string; n: number },
) {
  const { recorder, cluster } = stage
  const { addresses, nodes } = cluster
  const place = { roomId, authorId: person.id, n, kind: 'text' as const }
  const intent = recorder.intend({ ...place, clientId: randomUUID() })
  const input = { roomId, clientId: intent.clientId, body: bodyOf(place) }
  const send = (attempt: number) =>
    callOverHttp<Answer>({
      address: addresses[attempt % addresses.length] ?? '',
      person,
      path: 'room.send',
      input,
      timeoutMs: GIVE_UP_MS,
    })
  const sends = Array.from({ length: AT_ONCE }, (_, attempt) => send(attempt).catch(() => null))
  // In the middle of it, somewhere between the first byte of a request and the last of an answer.
  const random = stage.chance()
  await sleep(CUT_WITHIN_MS * random())
  for (const { clients } of nodes)
    recorder.fault(
      'cut',
      clients.cut(() => random() < 0.5),
    )
  const answers = (await Promise.all(sends)).flatMap((answer) => answer ?? [])
  answers.push(await send(0), await send(1))

  const seqs = new Set(answers.map(({ message }) => message.seq))
  const [seq] = seqs
  if (seqs.size > 1) recorder.observe('two-answers', `one message is at ${[...seqs].join(' and ')}`)
  intent.ackedSeq = seq ?? null
}

export const oneKey: Scenario = {
  id: 'one-key',
  promise: 'a message that is sent fifty times at once over two nodes, and cut off, is there once',
  async run(stage) {
    await stage.start({ nodeCount: 2 })
    const rooms = await stage.openRooms(ROOMS, 3)
    for (let round = 1; round <= ROUNDS[stage.isLarge ? 'large' : 'short']; round += 1) {
      for (const { customer, roomId } of rooms)
        await sendAtOnce(stage, customer, { roomId, n: round })
    }
    await stage.quiesce()
  },
}
