import type { Actor } from '../actor.ts'
import { groupNotFound } from '../errors.ts'
import type { Group, GroupChange, GroupDetails, NewGroup } from '../ports/group-store.ts'
import type { ListOptions } from '../ports/label-store.ts'
import type { Ports } from '../ports/ports.ts'
import { emptyGroup } from './empty-group.ts'
import { requireRight } from './require-right.ts'

/**
 * What an actor may do with groups (GR-5). Everything throws `not_permitted`, then `group_not_found` and the refusals
 * of the store. Changes of members count at once.
 */
export interface Groups {
  list(options: ListOptions): Promise<readonly Group[]>
  get(groupId: string): Promise<GroupDetails>
  create(group: NewGroup): Promise<GroupDetails>
  /** Of one that is in use; what is not named stays. */
  update(groupId: string, change: GroupChange): Promise<GroupDetails>
  /** Takes it out of use and moves its rooms into the default group (GR-3). */
  remove(groupId: string): Promise<GroupDetails>
  /** Brings it back, with its members and without its rooms. */
  restore(groupId: string): Promise<GroupDetails>
}

type GroupPorts = Pick<Ports, 'groups' | 'rooms' | 'bus'>

/** Tells the bus of a group, and of everybody whose groups are not what they were. */
function tell({ bus }: GroupPorts, before: GroupDetails | null, after: GroupDetails): void {
  const membersOf = (group: GroupDetails | null) =>
    new Set(group && group.deletedAt === null ? group.members.map(({ agentId }) => agentId) : [])
  const [were, are] = [membersOf(before), membersOf(after)]
  bus.publish({ type: 'group.changed', groupId: after.id })
  for (const agentId of new Set([...were, ...are]))
    if (were.has(agentId) !== are.has(agentId)) bus.publish({ type: 'agent.changed', agentId })
}

export function groupsFor(ports: GroupPorts, actor: Actor): Groups {
  const { groups } = ports

  async function change(
    groupId: string,
    make: () => Promise<GroupDetails | null>,
  ): Promise<GroupDetails> {
    requireRight(actor, 'group.manage')
    const before = await groups.find(groupId)
    const after = await make()
    if (!after) throw groupNotFound()
    tell(ports, before, after)
    return after
  }

  return {
    async list(options) {
      requireRight(actor, options.withDeleted ? 'group.manage' : 'group.view')
      return groups.list(options)
    },
    async get(groupId) {
      requireRight(actor, 'group.view')
      const group = await groups.find(groupId)
      if (!group) throw groupNotFound()
      return group
    },
    async create(group) {
      requireRight(actor, 'group.manage')
      const created = await groups.create(group)
      tell(ports, null, created)
      return created
    },
    update: (groupId, patch) => change(groupId, () => groups.update(groupId, patch)),
    async remove(groupId) {
      const removed = await change(groupId, () => groups.setDeleted(groupId, true))
      await emptyGroup(ports, actor, groupId)
      return removed
    },
    restore: (groupId) => change(groupId, () => groups.setDeleted(groupId, false)),
  }
}
