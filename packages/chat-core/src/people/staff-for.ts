import { type Actor, type Party, partyOf } from '../actor.ts'
import { agentNotFound } from '../errors.ts'
import type { ListOptions } from '../ports/label-store.ts'
import type { Ports } from '../ports/ports.ts'
import type { StaffChange, StaffMember } from '../ports/staff-store.ts'
import { letGoOfRooms } from './let-go-of-rooms.ts'
import { requireRight } from './require-right.ts'

/**
 * What an actor may do about who works here (AG-5). Everything throws `not_permitted`, then `agent_not_found` and the
 * refusals of the store. Changes count at once, also for sockets that are open.
 */
export interface Staff {
  list(options: ListOptions): Promise<readonly StaffMember[]>
  get(agentId: string): Promise<StaffMember>
  /** What is not named stays. */
  update(agentId: string, change: StaffChange): Promise<StaffMember>
  /**
   * Ends what they do here (AG-7) and takes their rooms from them (AG-8).
   * @param heirId who gets the rooms; null for the line
   */
  remove(agentId: string, heirId: string | null): Promise<StaffMember>
  /** They come back as they were, without rooms, and sign in anew. */
  restore(agentId: string): Promise<StaffMember>
}

type StaffPorts = Pick<Ports, 'staff' | 'agents' | 'rooms' | 'bus'>

/** Each field has a right of its own. */
function requireRights(actor: Actor, agentId: string, change: StaffChange): void {
  const { name, avatarUrl, capacity, memberships, role } = change
  const isNamed = (...values: readonly unknown[]) => values.some((value) => value !== undefined)
  if (isNamed(name, avatarUrl)) requireRight(actor, 'agent.name', { assignee: { id: agentId } })
  if (isNamed(capacity, memberships)) requireRight(actor, 'agent.place')
  if (isNamed(role)) requireRight(actor, 'agent.appoint')
}

/** Tells the bus of an agent, and of the groups whose members are not who they were. */
function tellOfStaff(
  { bus }: Pick<Ports, 'bus'>,
  before: StaffMember | null,
  after: StaffMember,
): void {
  const placesOf = (member: StaffMember | null) =>
    new Map(
      member?.deletedAt === null
        ? member.memberships.map(({ groupId, priority }) => [groupId, priority])
        : [],
    )
  const [were, are] = [placesOf(before), placesOf(after)]
  bus.publish({ type: 'agent.changed', agentId: after.id })
  for (const groupId of new Set([...were.keys(), ...are.keys()]))
    if (were.get(groupId) !== are.get(groupId)) bus.publish({ type: 'group.changed', groupId })
}

export function staffFor(ports: StaffPorts, actor: Actor): Staff {
  const { staff, agents, bus } = ports

  async function change(
    agentId: string,
    make: () => Promise<StaffMember | null>,
  ): Promise<StaffMember> {
    const before = await staff.find(agentId)
    const after = await make()
    if (!after) throw agentNotFound()
    tellOfStaff(ports, before, after)
    return after
  }

  async function findHeir(agentId: string, heirId: string | null): Promise<Party | null> {
    if (heirId === null) return null
    const heir = heirId === agentId ? null : await agents.findAgent(heirId)
    if (!heir) throw agentNotFound()
    return partyOf(heir)
  }

  return {
    async list(options) {
      requireRight(actor, options.withDeleted ? 'agent.place' : 'agent.view')
      return staff.list(options)
    },
    async get(agentId) {
      requireRight(actor, 'agent.view')
      const member = await staff.find(agentId)
      if (!member) throw agentNotFound()
      return member
    },
    async update(agentId, patch) {
      requireRight(actor, 'agent.view')
      requireRights(actor, agentId, patch)
      return change(agentId, () => staff.update(agentId, patch))
    },
    async remove(agentId, heirId) {
      requireRight(actor, 'agent.appoint')
      const heir = await findHeir(agentId, heirId)
      const removed = await change(agentId, () => staff.setDeleted(agentId, true))
      bus.publish({ type: 'access.revoked', subject: 'agent', id: agentId })
      await letGoOfRooms(ports, actor, { agent: partyOf(removed), heir })
      return removed
    },
    async restore(agentId) {
      requireRight(actor, 'agent.appoint')
      return change(agentId, () => staff.setDeleted(agentId, false))
    },
  }
}
