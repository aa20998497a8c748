import type { Actor, StaffRole } from './actor.ts'

/** How far a right goes: `group` is one's own rooms and those of one's groups. */
type Reach = 'none' | 'own' | 'group' | 'any'

/**
 * Who may do what (PM-1). `own` is, for a customer, their room; for an agent, a room they are the owner of, or what
 * they are called.
 */
const REACH = {
  'room.view': { customer: 'own', agent: 'group', manager: 'any', admin: 'any' },
  'room.read': { customer: 'own', agent: 'group', manager: 'any', admin: 'any' },
  'room.typing': { customer: 'own', agent: 'group', manager: 'any', admin: 'any' },
  'room.send': { customer: 'own', agent: 'own', manager: 'any', admin: 'any' },
  'room.close': { customer: 'own', agent: 'own', manager: 'any', admin: 'any' },
  'room.rate': { customer: 'own', agent: 'none', manager: 'none', admin: 'none' },
  'room.profile': { customer: 'none', agent: 'group', manager: 'any', admin: 'any' },
  'room.note': { customer: 'none', agent: 'group', manager: 'any', admin: 'any' },
  'room.tag': { customer: 'none', agent: 'group', manager: 'any', admin: 'any' },
  'room.accept': { customer: 'none', agent: 'group', manager: 'any', admin: 'any' },
  'room.reopen': { customer: 'none', agent: 'group', manager: 'any', admin: 'any' },
  'room.transfer': { customer: 'none', agent: 'own', manager: 'any', admin: 'any' },
  'room.assign': { customer: 'none', agent: 'none', manager: 'any', admin: 'any' },
  'inbox.view': { customer: 'none', agent: 'any', manager: 'any', admin: 'any' },
  'queue.view': { customer: 'none', agent: 'any', manager: 'any', admin: 'any' },
  'agent.view': { customer: 'none', agent: 'any', manager: 'any', admin: 'any' },
  'agent.name': { customer: 'none', agent: 'own', manager: 'own', admin: 'any' },
  'agent.place': { customer: 'none', agent: 'none', manager: 'any', admin: 'any' },
  'agent.appoint': { customer: 'none', agent: 'none', manager: 'none', admin: 'any' },
  'group.view': { customer: 'none', agent: 'any', manager: 'any', admin: 'any' },
  'group.manage': { customer: 'none', agent: 'none', manager: 'any', admin: 'any' },
  'tag.view': { customer: 'none', agent: 'any', manager: 'any', admin: 'any' },
  'tag.manage': { customer: 'none', agent: 'none', manager: 'any', admin: 'any' },
  'canned.view': { customer: 'none', agent: 'group', manager: 'any', admin: 'any' },
  'canned.manage': { customer: 'none', agent: 'none', manager: 'any', admin: 'any' },
} as const satisfies Record<string, Record<'customer' | StaffRole, Reach>>

export type Action = keyof typeof REACH

/** Every action there is, in the table's order. */
export const actions = Object.keys(REACH) as readonly Action[]

/** What a permission depends on, as far as the thing has it. */
export interface Ownership {
  readonly customer?: { readonly id: string }
  readonly group?: { readonly id: string }
  readonly assignee?: { readonly id: string } | null
}

/** Whose a room is. Every `Room` is one. */
export interface RoomOwnership extends Ownership {
  readonly customer: { readonly id: string }
  readonly group: { readonly id: string }
  readonly assignee: { readonly id: string } | null
}

/** Whether the actor may do this to the room or other thing; without one, whether they may do it to any at all. */
export function can(actor: Actor, action: Action, thing?: Ownership): boolean {
  const reach: Reach = REACH[action][actor.kind === 'customer' ? 'customer' : actor.role]
  if (reach === 'none') return false
  if (reach === 'any' || !thing) return true
  if (actor.kind === 'customer') return thing.customer?.id === actor.id
  if (thing.assignee?.id === actor.id) return true
  return reach === 'group' && actor.groupIds.some((id) => id === thing.group?.id)
}
