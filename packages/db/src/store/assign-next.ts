import {
  type Assignment,
  type Choice,
  decideRoute,
  isEligible,
  pickAgent,
} from '@shopbell/chat-core'
import { eq } from 'drizzle-orm'
import { agents } from '../schema/index.ts'
import { lockAgent } from './agent-load.ts'
import { applyDecision } from './apply-decision.ts'
import { findCandidates } from './candidates.ts'
import { findHead, lockLine } from './lines.ts'
import { lockRooms, readRoomState } from './room-state.ts'
import type { StoreContext } from './store-context.ts'

/** Each lost race moved a room, or changed an agent. */
const TRIES_MAX = 5

/** See `RoutingStore.assignNext`. */
export async function assignNext(
  { db, now }: StoreContext,
  groupId: string,
): Promise<Assignment | null> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const outcome = await db.transaction((tx) => tryNext({ db: tx, now }, groupId))
    if (outcome !== 'lost') return outcome
  }
  return null
}

/**
 * What was read before a lock may be out of date under it: the load of an agent who takes rooms of several groups, and
 * the room, which somebody may have taken by hand. A lost try ends its transaction, because a second agent locked in the
 * same one could be waited for in a circle.
 */
async function tryNext(
  context: StoreContext,
  groupId: string,
): Promise<Assignment | null | 'lost'> {
  const strategy = await lockLine(context, groupId, 'wait')
  const head = strategy && (await findHead(context, groupId))
  if (!head) return null
  const picked = pickAgent(strategy, await findCandidates(context, groupId), head)
  if (!picked) return null
  const { agent } = picked
  await lockAgent(context, agent.id, 'wait')
  const [candidate] = await findCandidates(context, groupId, agent.id)
  if (!candidate || !isEligible(candidate)) return 'lost'
  await lockRooms(context, [head.roomId])
  return (await giveRoom(context, head.roomId, { groupId, agent, strategy })) ?? 'lost'
}

/** Gives a locked room to a locked agent; null if it does not wait there any more. */
export async function giveRoom(
  context: StoreContext,
  roomId: string,
  choice: Choice,
): Promise<Assignment | null> {
  const state = await readRoomState(context, roomId, { ownerId: choice.agent.id })
  const decision = state && decideRoute(state, choice)
  if (!decision) return null
  const change = await applyDecision(context, state, decision)
  await context.db
    .update(agents)
    .set({ lastAssignedAt: state.now })
    .where(eq(agents.id, choice.agent.id))
    .prepare('note_turn')
    .execute()
  return { ...change, before: state.room }
}
