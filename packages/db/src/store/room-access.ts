import type { Actor, AgentActor, SendKind } from '@shopbell/chat-core'
import { eq, inArray, ne, type SQL, sql } from 'drizzle-orm'
import { rooms } from '../schema/index.ts'

const ALWAYS = sql`true`
const NEVER = sql`false`

const isSupervisor = (agent: AgentActor) => agent.role !== 'agent'

/** `can(actor, 'room.view', room)` of chat-core, as a condition on a row of rooms (PM-1). */
export function mayView(actor: Actor): SQL {
  if (actor.kind === 'customer') return eq(rooms.customerId, actor.id)
  if (isSupervisor(actor)) return ALWAYS
  const inGroups = inArray(rooms.groupId, [...actor.groupIds])
  return sql`(${inGroups} or ${eq(rooms.assigneeId, actor.id)})`
}

/** Where a text or a note goes straight into the log, without changing the room (MS-2 to MS-4). */
export function mayAppend(actor: Actor, kind: SendKind): SQL {
  const isLive = ne(rooms.status, 'closed')
  if (kind === 'note') return actor.kind === 'agent' ? sql`${isLive} and ${mayView(actor)}` : NEVER
  if (actor.kind === 'customer') return sql`${isLive} and ${mayView(actor)}`
  const isOpen = eq(rooms.status, 'open')
  return isSupervisor(actor) ? isOpen : sql`${isOpen} and ${eq(rooms.assigneeId, actor.id)}`
}
