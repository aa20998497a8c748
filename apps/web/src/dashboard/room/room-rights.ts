import { type Action, type Agent, type AgentActor, can, type RoomView } from '@shopbell/chat-core'

/**
 * Whether the agent may do this to a room they are looking at, so that the screen offers nothing that is refused.
 * A view does not say its group, and need not: whoever sees a room they do not own is in its group or above it.
 */
export function mayDo(agent: Agent, action: Action, view: RoomView): boolean {
  const { id, name, role, groupIds } = agent
  const actor: AgentActor = { kind: 'agent', id, name, role, groupIds }
  return can(actor, action, {
    customer: view.customer,
    assignee: view.assignee,
    group: { id: groupIds[0] ?? '' },
  })
}
