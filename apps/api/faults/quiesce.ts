import { setTimeout as sleep } from 'node:timers/promises'
import type { ReaderTape } from './oracle/reader-tape.ts'
import type { Cluster } from './services/cluster.ts'
import type { Stage } from './stage.ts'

const LOOK_EVERY_MS = 10

interface Ends {
  readonly staff: number
  readonly customer: number
}

/** Seq of the last entry of each room: for staff, and for its customer. */
async function endsOf({ sql }: Cluster): Promise<ReadonlyMap<string, Ends>> {
  const rows = await sql<{ roomId: string; staff: number; customer: number }[]>`
    select room_id as "roomId", max(seq) as staff, coalesce(max(seq) filter (where kind <> 'note'), 0) as customer
    from messages group by room_id`
  return new Map(rows.map(({ roomId, ...ends }) => [roomId, ends]))
}

const isBehind = ({ roomId, audience, cursor }: ReaderTape, ends: ReadonlyMap<string, Ends>) =>
  cursor < (ends.get(roomId)?.[audience] ?? 0)

/**
 * Waits until every outbox is empty and every reader who may still come back has the whole log. Answers how long the
 * readers took once everything was sent. Whoever has not by then never will: the oracle will say what they lack.
 */
export async function untilCaughtUp(stage: Stage, withinMs: number): Promise<number> {
  const { conversations, readers, cluster } = stage
  const deadlineMs = performance.now() + withinMs
  const isLate = () => performance.now() > deadlineMs
  const boxes = conversations.flatMap(({ customerBox, agentBox }) => [customerBox, agentBox])
  while (boxes.some(({ waiting }) => waiting > 0) && !isLate()) await sleep(LOOK_EVERY_MS)

  const startedMs = performance.now()
  const ends = await endsOf(cluster)
  const owed = readers.filter(({ isStopped }) => !isStopped)
  const lagging = () => owed.some(({ isStopped, tape }) => !isStopped && isBehind(tape, ends))
  while (lagging() && !isLate()) await sleep(LOOK_EVERY_MS)
  for (const { tape, refusedWith, mayBeExpelled } of readers) {
    if (refusedWith !== null && !mayBeExpelled)
      stage.recorder.observe('expelled', `${tape.name}: ${refusedWith}`)
  }
  return performance.now() - startedMs
}
