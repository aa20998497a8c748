import type { Actor, SendKind } from '@shopbell/chat-core'
import { type SQL, sql } from 'drizzle-orm'
import { rooms } from '../schema/index.ts'

/** What the table of permissions tells actors apart by; managers and admins write alike. */
export type Rank = 'customer' | 'agent' | 'supervisor'

/** An actor as SQL: the parameters of one, or the columns of a row for each of many. */
export interface ActorTerms {
  readonly id: SQL
  readonly groupIds: SQL
}

type Rule = (actor: ActorTerms) => SQL
type Rules = Readonly<Record<Rank, Rule>>

const ALWAYS: Rule = () => sql`true`
const NEVER: Rule = () => sql`false`

const isOpen = sql`${rooms.status} = 'open'`
const isLive = sql`${rooms.status} <> 'closed'`

/** `can(actor, 'room.view', room)` of chat-core, as a condition on a row of rooms (PM-1). */
const VIEW: Rules = {
  customer: ({ id }) => sql`${rooms.customerId} = ${id}`,
  agent: ({ id, groupIds }) =>
    sql`(${rooms.groupId} = any(${groupIds}) or ${rooms.assigneeId} = ${id})`,
  supervisor: ALWAYS,
}

/** Where a text or a note goes straight into the log, without changing the room (MS-2 to MS-4). */
const APPEND: Readonly<Record<SendKind, Rules>> = {
  text: {
    customer: (actor) => sql`${isLive} and ${VIEW.customer(actor)}`,
    agent: ({ id }) => sql`${isOpen} and ${rooms.assigneeId} = ${id}`,
    supervisor: () => isOpen,
  },
  note: {
    customer: NEVER,
    agent: (actor) => sql`${isLive} and ${VIEW.agent(actor)}`,
    supervisor: () => isLive,
  },
}

export function rankOf(actor: Actor): Rank {
  if (actor.kind === 'customer') return 'customer'
  return actor.role === 'agent' ? 'agent' : 'supervisor'
}

export const groupIdsOf = (actor: Actor): readonly string[] =>
  actor.kind === 'customer' ? [] : actor.groupIds

/** The rooms that an actor may view. */
export function mayView(actor: Actor): SQL {
  const groupIds = sql`${sql.param(groupIdsOf(actor))}::uuid[]`
  return VIEW[rankOf(actor)]({ id: sql`${sql.param(actor.id, rooms.id)}::uuid`, groupIds })
}

/** What holds for actors of this rank. */
export const rulesOf = (rank: Rank, kind: SendKind, actor: ActorTerms) => ({
  mayView: VIEW[rank](actor),
  mayAppend: APPEND[kind][rank](actor),
})

/** The same for rows of many actors, whose rank and kind of send are columns as well. */
export function rulesOfRows(
  { rank, kind }: { readonly rank: SQL; readonly kind: SQL },
  actor: ActorTerms,
) {
  const byRank = (rules: Rules) => sql`case ${rank} when 'customer' then ${rules.customer(actor)}
    when 'agent' then ${rules.agent(actor)} else ${rules.supervisor(actor)} end`
  return {
    mayView: byRank(VIEW),
    mayAppend: sql`case ${kind} when 'note' then ${byRank(APPEND.note)} else ${byRank(APPEND.text)} end`,
  }
}
