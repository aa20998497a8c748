import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Conversation } from '../clients/conversation.ts'
import { howLongUntil } from '../how-long-until.ts'
import type { Scenario } from '../scenario.ts'
import type { Cluster } from '../services/cluster.ts'
import type { Stage } from '../stage.ts'
import { until } from '../until.ts'

const ROOMS = 8
const LOST_MS = 1_200
const RESYNC_WITHIN_MS = 10_000

async function lastSeqsOf({ sql }: Cluster): Promise<ReadonlyMap<string, number>> {
  const rows = await sql<
    { id: string; lastSeq: number }[]
  >`select id, last_seq as "lastSeq" from rooms`
  return new Map(rows.map(({ id, lastSeq }) => [id, lastSeq]))
}

interface Around {
  talk(): Promise<unknown>
  /** Before anybody may notice. */
  after?(): Promise<unknown>
}

/** Everything said in `talk` after the last backup is lost, whoever was told of it. */
async function loseTail(stage: Stage, { talk, after }: Around): Promise<void> {
  const { cluster, recorder, services, readers } = stage
  await stage.quiesce()
  await services.postgres.backUp()
  const keptSeqs = await lastSeqsOf(cluster)

  await talk()
  await services.postgres.restore()
  recorder.fault('failover that lost commits')
  await after?.()
  const resyncMs = await howLongUntil(
    () => readers.every(({ resyncs }) => resyncs > 0),
    RESYNC_WITHIN_MS,
  )
  recorder.figure('everybody started over after', resyncMs, { mark: RESYNC_WITHIN_MS })
  recorder.rewound = { epoch: '', keptSeqs }
}

/** At the end: which history is the one that holds, and whether anything had to be sent again. */
async function tellRewound(stage: Stage): Promise<void> {
  const { conversations, readers, recorder } = stage
  const epochs = () => new Set(readers.map(({ lastEventId = '' }) => lastEventId.split(':')[0]))
  // Who is only just starting over still shows as much as the log has, and of another history.
  const agree = () => readers.every(({ isLive }) => isLive) && epochs().size === 1
  if (!(await until(agree)))
    recorder.observe('disagreed', `histories ${[...epochs()].join(' and ')}`)
  await stage.quiesce()
  const [epoch = ''] = epochs()
  if (recorder.rewound) recorder.rewound = { ...recorder.rewound, epoch }
  const boxes = conversations.flatMap(({ customerBox, agentBox }) => [customerBox, agentBox])
  const resent = boxes.reduce((sum, box) => sum + box.resent, 0)
  recorder.figure('sent again', resent, { unit: '' })
  if (resent === 0) recorder.observe('harmless', 'nothing that was acknowledged was lost')
}

export const lostTail: Scenario = {
  id: 'c6',
  promise:
    'a failover that lost commits makes everybody start over, and whoever wrote what was lost sends it again',
  async run(stage) {
    await stage.start({ nodeCount: 2 })
    const rooms = await stage.openRooms(ROOMS, 3)
    const talk = { messages: 12, noteEvery: 4 }
    await Promise.all(rooms.map((room) => room.talk({ ...talk, overMs: 500 })))
    let talking: Promise<unknown> = Promise.resolve()
    await loseTail(stage, {
      async talk() {
        talking = Promise.all(rooms.map((room) => room.talk({ ...talk, overMs: 2 * LOST_MS })))
        await sleep(LOST_MS)
      },
    })
    await talking
    await Promise.all(rooms.map((room) => room.talk(talk)))
    await stage.quiesce()
    await tellRewound(stage)
  },
}

/** Written where no node hears of it: what somebody says whose node was quicker than all others. */
async function writeUnheard({ cluster }: Stage, { roomId, customer }: Conversation): Promise<void> {
  const { sql, stores } = cluster
  await howLongUntil(async () => {
    const [row] = await sql<{ isReady: boolean }[]>`select not pg_is_in_recovery() as "isReady"`
    return row?.isReady ?? false
  }, RESYNC_WITHIN_MS)
  const { id, name } = customer
  const message = {
    roomId,
    kind: 'text',
    clientId: randomUUID(),
    body: 'Is anybody there?',
  } as const
  await stores.rooms.appendMessage({ kind: 'customer', id, name }, message)
}

export const lostWord: Scenario = {
  id: 'c6-one-word',
  promise:
    'a failover that lost a single message is noticed, also when another one has taken its place at once',
  async run(stage) {
    const { nodes } = await stage.start({ nodeCount: 2 })
    const [room] = await stage.openRooms(1, 3)
    if (!room) throw new Error('There is no room.')
    await loseTail(stage, {
      async talk() {
        const { ackedSeq } = await room.customerBox.send()
        await until(() => stage.readers.every(({ tape }) => tape.cursor === ackedSeq))
        for (const { postgres } of nodes) postgres.partition()
      },
      async after() {
        await writeUnheard(stage, room)
        for (const { postgres } of nodes) postgres.heal()
      },
    })
    await room.talk({ messages: 6 })
    await stage.quiesce()
    await tellRewound(stage)
  },
}
