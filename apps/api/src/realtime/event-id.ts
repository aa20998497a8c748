import { ChatError, limits } from '@shopbell/chat-core'

/** The id of everything in the log up to `seq`, as `lastEventId` brings it back. */
export const eventId = (epoch: string, seq: number): string => `${epoch}:${seq}`

/** The position an id stands for, or null if it is from another history of the database or no id of ours. */
function parseEventId(epoch: string, id: string): number | null {
  const digits = id.startsWith(`${epoch}:`) ? id.slice(epoch.length + 1) : ''
  const seq = Number(digits)
  return /^\d+$/.test(digits) && Number.isSafeInteger(seq) ? seq : null
}

/**
 * Where to go on after `lastEventId`. Throws `resync_required` when the reader cannot be brought up to date event by
 * event: never a partial recovery (DL-7).
 */
export function resumePoint(
  lastEventId: string,
  { epoch, lastSeq }: { readonly epoch: string; readonly lastSeq: number },
): number {
  const seq = parseEventId(epoch, lastEventId)
  if (seq !== null && seq <= lastSeq && lastSeq - seq <= limits.resumeMaxEvents) return seq
  throw resyncRequired()
}

/** For a reader whose position is worth nothing any more: only a fresh snapshot helps. */
export const resyncRequired = (): ChatError =>
  new ChatError('resync_required', 'Too much has happened since. Please load the room again.')
