/** What makes an entry of the log the one it is, wherever it is read. */
export interface EntryContent {
  readonly kind: string
  readonly authorId: string | null
  readonly clientId: string | null
  readonly body: string | null
  readonly factType: string | null
}

/** One number for all of an entry (FNV-1a), so that a million of them can be kept and compared. */
export function entryKey({ kind, authorId, clientId, body, factType }: EntryContent): number {
  const text = `${kind}|${authorId}|${clientId}|${body}|${factType}`
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}
