import type { RoutingStore } from '@shopbell/chat-core'
import { linkAgents, unlinkAgents } from './agent-links.ts'
import { assignNext } from './assign-next.ts'
import { findMovableLines } from './lines.ts'
import type { StoreContext } from './store-context.ts'

export const createRoutingStore = (context: StoreContext): RoutingStore => ({
  assignNext: (groupId) => assignNext(context, groupId),
  movableLines: () => findMovableLines(context),
  link: (nodeId, agentIds, ttlMs) => linkAgents(context, { nodeId, agentIds }, ttlMs),
  unlink: (nodeId, agentIds) => unlinkAgents(context, { nodeId, agentIds }),
})
