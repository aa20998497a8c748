import { isEligible, pickAgent, type RoomChange } from '@shopbell/chat-core'
import { lockAgent } from './agent-load.ts'
import { giveRoom } from './assign-next.ts'
import { findCandidates } from './candidates.ts'
import { findHead, lockLine } from './lines.ts'
import type { StoreContext } from './store-context.ts'

/**
 * RT-4: offers a locked room, which has just come into its line, to the eligible of its group, if nobody waits before
 * it. Answers the change of the room with what became of it. Group and agents come before rooms in the order of locks,
 * so they are taken only if they are free: whoever is busy is passed over, and a room that finds nobody waits for the
 * next drain.
 */
export async function offerRoom(context: StoreContext, entered: RoomChange): Promise<RoomChange> {
  const { id: roomId, group } = entered.room
  const strategy = await lockLine(context, group.id, 'skip')
  const head = strategy && (await findHead(context, group.id))
  if (!strategy || head?.roomId !== roomId) return entered
  let left = await findCandidates(context, group.id)
  for (;;) {
    const picked = pickAgent(strategy, left, head)
    if (!picked) return entered
    const { agent } = picked
    const isLocked = await lockAgent(context, agent.id, 'skip')
    const [candidate] = isLocked ? await findCandidates(context, group.id, agent.id) : []
    if (candidate && isEligible(candidate)) {
      const given = await giveRoom(context, roomId, { groupId: group.id, agent, strategy })
      if (!given) throw new Error('A locked room has left its line.')
      return { room: given.room, messages: [...entered.messages, ...given.messages] }
    }
    left = left.filter((one) => one !== picked)
  }
}
