import type { Party } from '../actor.ts'

/** A word that rooms are marked with. */
export interface Tag {
  readonly id: string
  readonly name: string
  /** ISO time; null while it is in use. */
  readonly deletedAt: string | null
}

export interface TagFields {
  readonly name: string
}

/** A text that is kept ready. */
export interface CannedResponse {
  readonly id: string
  /** Typed after a slash to find it. */
  readonly shortcut: string
  readonly body: string
  /** Whose it is; null for everybody. */
  readonly group: Party | null
  /** ISO time; null while it is in use. */
  readonly deletedAt: string | null
}

export interface CannedResponseFields {
  readonly shortcut: string
  readonly body: string
  /** null for everybody. */
  readonly groupId: string | null
}

/** Some of the fields; what is not named stays. */
export type Patch<Fields> = { readonly [Name in keyof Fields]?: Fields[Name] | undefined }

export interface ListOptions {
  /** Those that were deleted as well. */
  readonly withDeleted?: boolean | undefined
}

/**
 * What has a name of its own and is deleted without being lost. No two in use have the same name, in whatever case
 * (LB-1): whatever would bring that about throws `name_taken`. No method checks permissions.
 */
export interface LabelStore<Label, Fields> {
  /** By name. */
  list(options?: ListOptions): Promise<readonly Label[]>
  /** Also one that was deleted. */
  find(id: string): Promise<Label | null>
  create(fields: Fields): Promise<Label>
  /** Null for one that is not in use. */
  update(id: string, patch: Patch<Fields>): Promise<Label | null>
  /** Takes it out of use, or back into it; null for an unknown one. The time of the first deletion stays. */
  setDeleted(id: string, isDeleted: boolean): Promise<Label | null>
}

export interface TagStore extends LabelStore<Tag, TagFields> {
  /** The tags of a room that are in use, by name. */
  ofRoom(roomId: string): Promise<readonly Tag[]>
  /** Puts a tag on a room that there is, or takes it off; twice is once. */
  setOnRoom(roomId: string, tagId: string, isOn: boolean): Promise<void>
}

/** Throws `group_not_found` for a group that is not in use. */
export type CannedResponseStore = LabelStore<CannedResponse, CannedResponseFields>
