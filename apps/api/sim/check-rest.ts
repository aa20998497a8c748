import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, queryRows } from '@shopbell/db/testing'
import { sql } from 'drizzle-orm'
import type { Violation } from './violation.ts'

const LOOK_EVERY_MS = 20
/** Looking is to leave most of the machine to what is looked at. */
const PAUSES_PER_LOOK = 5

const pauseAfter = (lookMs: number, stop?: AbortSignal): Promise<void> =>
  sleep(Math.max(LOOK_EVERY_MS, PAUSES_PER_LOOK * lookMs), undefined, {
    ...(stop && { signal: stop }),
  }).catch(() => undefined)

/** Lines in which somebody waits whom somebody could take, in words of its own: nothing of the product is asked. */
const findForgotten = ({ drizzle }: Database) =>
  queryRows<{ name: string; waiting: number; free: number }>(
    drizzle,
    sql`with free as (
        select agents.id from agents left join rooms on rooms.assignee_id = agents.id
        where availability = 'online' and deleted_at is null and agents.id in (
          select agent_id from agent_links where until > clock_timestamp())
        group by agents.id having count(rooms.id) < coalesce(capacity, 1000000)
      ), line as (
        select group_id, count(*)::int as waiting from rooms where status = 'waiting' group by group_id
      ), able as (
        select group_id, count(*)::int as free from group_members join free on free.id = agent_id group by group_id
      )
      select groups.name, waiting, free from groups
      join line on line.group_id = groups.id join able on able.group_id = groups.id
      where strategy <> 'manual'`,
  )

/** Nobody does anything now: the lines are to come to their end without help. Answers how long that took. */
export async function comeToRest(
  database: Database,
  withinMs: number,
): Promise<{ readonly tookMs: number; readonly violations: readonly Violation[] }> {
  const startedMs = performance.now()
  for (;;) {
    const lookedMs = performance.now()
    const forgotten = await findForgotten(database)
    const tookMs = performance.now() - startedMs
    if (forgotten.length === 0) return { tookMs, violations: [] }
    if (tookMs > withinMs) {
      const violations = forgotten.map(({ name, waiting, free }): Violation => {
        return { kind: 'forgotten', text: `${name}: ${waiting} wait, ${free} could take one` }
      })
      return { tookMs, violations }
    }
    await pauseAfter(performance.now() - lookedMs)
  }
}

/** What a bystander sees committed, again and again until told to stop: nobody owns more than they ever were allowed. */
export async function watchLoads(
  { drizzle }: Database,
  mostAllowed: (agentId: string) => number,
  stop: AbortSignal,
): Promise<{ readonly looks: number; readonly violations: readonly Violation[] }> {
  const violations: Violation[] = []
  let looks = 0
  while (!stop.aborted) {
    const lookedMs = performance.now()
    const loads = await queryRows<{ agentId: string; owned: number }>(
      drizzle,
      sql`select assignee_id as "agentId", count(*)::int as owned from rooms
        where assignee_id is not null group by assignee_id`,
    )
    looks += 1
    for (const { agentId, owned } of loads)
      if (owned > mostAllowed(agentId))
        violations.push({ kind: 'limit', text: `${agentId} was seen with ${owned} rooms` })
    await pauseAfter(performance.now() - lookedMs, stop)
  }
  return { looks, violations }
}
