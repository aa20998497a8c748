import type { Actor } from '../actor.ts'
import { ChatError } from '../errors.ts'
import { type Action, can, type Ownership } from '../permissions.ts'

/** Throws `not_permitted` unless the actor may do this, to that thing or at all. About rooms ask `requirePermission`. */
export function requireRight(actor: Actor, action: Action, thing?: Ownership): void {
  if (!can(actor, action, thing)) throw new ChatError('not_permitted', 'You may not do this.')
}
