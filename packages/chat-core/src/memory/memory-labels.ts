import { partyOf } from '../actor.ts'
import { groupNotFound, nameTaken } from '../errors.ts'
import type {
  CannedResponse,
  CannedResponseFields,
  CannedResponseStore,
  LabelStore,
  Patch,
  Tag,
  TagFields,
  TagStore,
} from '../ports/label-store.ts'
import { toIso } from './iso-time.ts'
import { rowOf, type Tables } from './tables.ts'

interface Row {
  readonly id: string
  readonly deletedAt: string | null
}

interface Shelf<Label, Fields> {
  readonly rows: Map<string, Label>
  readonly field: keyof Label & string
  readonly toLabel: (id: string, fields: Fields) => Label
  readonly toFields: (label: Label) => Fields
}

/** Without the fields that are only there to say nothing. */
const named = <Fields>(patch: Patch<Fields>): Partial<Fields> =>
  Object.fromEntries(
    Object.entries(patch).filter(([, value]) => value !== undefined),
  ) as Partial<Fields>

function createLabels<Label extends Row, Fields>(
  tables: Tables,
  { rows, field, toLabel, toFields }: Shelf<Label, Fields>,
): LabelStore<Label, Fields> {
  const nameOf = (label: Label) => String(label[field]).toLowerCase()

  function put(label: Label): Label {
    const isTaken = [...rows.values()].some(
      (other) =>
        other.id !== label.id && other.deletedAt === null && nameOf(other) === nameOf(label),
    )
    if (isTaken && label.deletedAt === null) throw nameTaken(field)
    rows.set(label.id, label)
    return label
  }

  return {
    async list({ withDeleted = false } = {}) {
      return [...rows.values()]
        .filter(({ deletedAt }) => withDeleted || deletedAt === null)
        .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
    },
    async find(id) {
      return rows.get(id) ?? null
    },
    async create(fields) {
      return put(toLabel(tables.newId(), fields))
    },
    async update(id, patch) {
      const label = rows.get(id)
      if (!label || label.deletedAt !== null) return null
      return put(toLabel(id, { ...toFields(label), ...named(patch) }))
    },
    async setDeleted(id, isDeleted) {
      const label = rows.get(id)
      if (!label) return null
      const deletedAt = label.deletedAt ?? toIso(tables.clock.nowMs())
      return put({ ...label, deletedAt: isDeleted ? deletedAt : null })
    },
  }
}

export function createTags(tables: Tables): TagStore {
  const labels = createLabels<Tag, TagFields>(tables, {
    rows: tables.tags,
    field: 'name',
    toLabel: (id, { name }) => ({ id, name, deletedAt: null }),
    toFields: ({ name }) => ({ name }),
  })
  return {
    ...labels,
    async ofRoom(roomId) {
      const { tagIds } = rowOf(tables.rooms, roomId)
      return (await labels.list()).filter(({ id }) => tagIds.has(id))
    },
    async setOnRoom(roomId, tagId, isOn) {
      const { tagIds } = rowOf(tables.rooms, roomId)
      if (isOn) tagIds.add(tagId)
      else tagIds.delete(tagId)
    },
  }
}

export function createCannedResponses(tables: Tables): CannedResponseStore {
  const groupOf = (groupId: string | null) => {
    if (groupId === null) return null
    const group = tables.groups.find(({ id, deletedAt }) => id === groupId && deletedAt === null)
    if (!group) throw groupNotFound()
    return partyOf(group)
  }
  return createLabels<CannedResponse, CannedResponseFields>(tables, {
    rows: tables.cannedResponses,
    field: 'shortcut',
    toLabel: (id, { groupId, ...fields }) => ({
      id,
      ...fields,
      group: groupOf(groupId),
      deletedAt: null,
    }),
    toFields: ({ shortcut, body, group }) => ({ shortcut, body, groupId: group?.id ?? null }),
  })
}
