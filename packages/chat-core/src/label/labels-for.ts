import type { Actor } from '../actor.ts'
import { cannedResponseNotFound, tagNotFound } from '../errors.ts'
import { requireRight } from '../people/require-right.ts'
import { type Action, can } from '../permissions.ts'
import type {
  CannedResponse,
  CannedResponseFields,
  LabelStore,
  ListOptions,
  Patch,
  Tag,
  TagFields,
} from '../ports/label-store.ts'
import type { Ports } from '../ports/ports.ts'

/** What an actor may do with labels. Everything throws `not_permitted`, then the refusals of the store. */
export interface Labels<Label, Fields> {
  /** Those the actor may see, by name; deleted ones are for those who may bring them back. */
  list(options: ListOptions): Promise<readonly Label[]>
  get(id: string): Promise<Label>
  create(fields: Fields): Promise<Label>
  /** Of one that is in use; what is not named stays. */
  update(id: string, patch: Patch<Fields>): Promise<Label>
  /** Takes it out of use. Nothing that bears it changes. */
  remove(id: string): Promise<Label>
  restore(id: string): Promise<Label>
}

interface Kind<Label> {
  readonly actor: Actor
  readonly view: Action
  readonly manage: Action
  readonly isVisible: (label: Label) => boolean
  readonly notFound: () => Error
}

function labelsFor<Label, Fields>(
  store: LabelStore<Label, Fields>,
  { actor, view, manage, isVisible, notFound }: Kind<Label>,
): Labels<Label, Fields> {
  async function managed(change: () => Promise<Label | null>): Promise<Label> {
    requireRight(actor, manage)
    const label = await change()
    if (!label) throw notFound()
    return label
  }
  return {
    async list(options) {
      requireRight(actor, options.withDeleted ? manage : view)
      return (await store.list(options)).filter(isVisible)
    },
    async get(id) {
      requireRight(actor, view)
      const label = await store.find(id)
      if (!label || !isVisible(label)) throw notFound()
      return label
    },
    create: (fields) => managed(() => store.create(fields)),
    update: (id, patch) => managed(() => store.update(id, patch)),
    remove: (id) => managed(() => store.setDeleted(id, true)),
    restore: (id) => managed(() => store.setDeleted(id, false)),
  }
}

/** The words rooms are marked with, as this actor may use and change them (LB-3). */
export const tagsFor = ({ tags }: Pick<Ports, 'tags'>, actor: Actor): Labels<Tag, TagFields> =>
  labelsFor(tags, {
    actor,
    view: 'tag.view',
    manage: 'tag.manage',
    isVisible: () => true,
    notFound: tagNotFound,
  })

/** The texts that are kept ready for everybody and for the actor's groups (LB-3). */
export const cannedResponsesFor = (
  { cannedResponses }: Pick<Ports, 'cannedResponses'>,
  actor: Actor,
): Labels<CannedResponse, CannedResponseFields> =>
  labelsFor(cannedResponses, {
    actor,
    view: 'canned.view',
    manage: 'canned.manage',
    isVisible: ({ group }) => group === null || can(actor, 'canned.view', { group }),
    notFound: cannedResponseNotFound,
  })
