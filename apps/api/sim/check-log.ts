import type { RoomFact } from '@shopbell/chat-core'
import { type Database, queryRows } from '@shopbell/db/testing'
import { sql } from 'drizzle-orm'
import type { CapacityWindow } from './duty.ts'
import { grouped } from './grouped.ts'
import type { Violation } from './violation.ts'

interface FactRow {
  readonly roomId: string
  readonly status: 'waiting' | 'open' | 'closed'
  readonly assigneeId: string | null
  readonly fact: RoomFact
  readonly at: string
}

/** A room that an agent got or gave up. */
interface LoadStep {
  readonly agentId: string
  readonly atMs: number
  readonly change: 1 | -1
}

interface Replay {
  readonly violations: Violation[]
  readonly loads: LoadStep[]
}

/** Whom a fact makes the owner; undefined if it moves no room, `impossible` if the room was not in a state for it. */
function ownerAfter(
  fact: RoomFact,
  status: FactRow['status'],
): { status: FactRow['status']; owner: string | null } | 'impossible' | undefined {
  switch (fact.type) {
    case 'room.opened':
    case 'room.reopened': {
      const owner = fact.type === 'room.reopened' ? (fact.assignee?.id ?? null) : null
      return status === 'closed' ? { status: owner ? 'open' : 'waiting', owner } : 'impossible'
    }
    case 'room.assigned':
      return status === 'waiting' || (fact.by && status === 'open')
        ? { status: 'open', owner: fact.agent.id }
        : 'impossible'
    case 'room.transferred':
      if (status !== 'open') return 'impossible'
      return { status: fact.agent ? 'open' : 'waiting', owner: fact.agent?.id ?? null }
    case 'room.closed':
      return status === 'closed' ? 'impossible' : { status: 'closed', owner: null }
    default:
      return undefined
  }
}

function replay(roomId: string, rows: readonly FactRow[]): Replay {
  const violations: Violation[] = []
  const loads: LoadStep[] = []
  let now: { status: FactRow['status']; owner: string | null } = { status: 'closed', owner: null }
  for (const { fact, at } of rows) {
    const next = ownerAfter(fact, now.status)
    if (next === 'impossible') {
      violations.push({ kind: 'owners', text: `${roomId}: ${fact.type} while ${now.status}` })
    } else if (next) {
      const atMs = Date.parse(at)
      if (now.owner) loads.push({ agentId: now.owner, atMs, change: -1 })
      if (next.owner) loads.push({ agentId: next.owner, atMs, change: 1 })
      now = next
    }
  }
  const [last] = rows
  if (last && (last.status !== now.status || last.assigneeId !== now.owner))
    violations.push({
      kind: 'owners',
      text: `${roomId} is ${last.status}, and its log says ${now.status}`,
    })
  return { violations, loads }
}

/** Clocks of two processes of one machine, each rounded. */
const CLOCK_SLACK_MS = 2

/** The most an agent may have been allowed at a moment: while a capacity changes it is the one or the other. */
const allowedAt = (windows: readonly CapacityWindow[], atMs: number): number =>
  Math.max(
    ...windows
      .filter(
        ({ fromMs, untilMs }) =>
          fromMs - CLOCK_SLACK_MS <= atMs && atMs <= untilMs + CLOCK_SLACK_MS,
      )
      .map(({ capacity }) => capacity),
  )

/**
 * An agent is given rooms under a lock, so the log has these steps in their order; what they give up it has at the
 * latest when it counts as given up. So whoever has too many by the log had too many.
 */
function checkLoad(
  agentId: string,
  steps: readonly LoadStep[],
  windows: readonly CapacityWindow[],
): Violation[] {
  let owned = 0
  return [...steps]
    .sort((a, b) => a.atMs - b.atMs || a.change - b.change)
    .flatMap(({ atMs, change }): Violation[] => {
      owned += change
      const allowed = allowedAt(windows, atMs)
      if (change < 0 || owned <= allowed) return []
      const text = `${agentId} was given room ${owned} of ${allowed} at ${new Date(atMs).toISOString()}`
      return [{ kind: 'limit', text }]
    })
}

/** Never two owners, never over a limit: by the log alone, which is to agree with the tables. */
export async function checkLog(
  { drizzle }: Database,
  capacities: ReadonlyMap<string, readonly CapacityWindow[]>,
): Promise<Violation[]> {
  const rows = await queryRows<FactRow>(
    drizzle,
    sql`select room_id as "roomId", rooms.status, assignee_id as "assigneeId", fact,
        to_char(messages.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
      from messages join rooms on rooms.id = room_id where kind = 'system' order by room_id, seq`,
  )
  const replays = [...grouped(rows, ({ roomId }) => roomId)].map(([roomId, own]) =>
    replay(roomId, own),
  )
  const loads = grouped(
    replays.flatMap((one) => one.loads),
    ({ agentId }) => agentId,
  )
  return [
    ...replays.flatMap(({ violations }) => violations),
    ...[...loads].flatMap(([agentId, steps]) =>
      checkLoad(agentId, steps, capacities.get(agentId) ?? []),
    ),
    ...(await checkThreads(drizzle)),
  ]
}

/** Every room that is not closed has one live thread, and its owner is the room's. */
async function checkThreads(db: Database['drizzle']): Promise<Violation[]> {
  const wrong = await queryRows<{ roomId: string }>(
    db,
    sql`select rooms.id as "roomId" from rooms
      left join threads on threads.room_id = rooms.id and threads.status <> 'closed'
      group by rooms.id
      having count(threads.id) <> case when rooms.status = 'closed' then 0 else 1 end
        or count(*) filter (where threads.agent_id is distinct from rooms.assignee_id) > 0`,
  )
  return wrong.map(({ roomId }) => ({ kind: 'owners', text: `${roomId} has other threads` }))
}
