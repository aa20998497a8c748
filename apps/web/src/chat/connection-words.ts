import type { ConnectionState } from './connection.ts'
import { dayLabel, isSameDay, timeLabel } from './day-label.ts'

/**
 * What to say about a connection that is not there: what is the matter, and what becomes of what is written meanwhile.
 * null while there is nothing worth a sentence. Says the time and not the length of the loss, so that it is read out
 * once and never changes by itself.
 */
export function connectionSentence(
  { status, lostAtMs }: Pick<ConnectionState, 'status' | 'lostAtMs'>,
  now: Date,
): string | null {
  if (status === 'offline') return 'What you write is kept and sent when you are back online.'
  if (status !== 'unreachable') return null
  const since = lostAtMs === null ? '' : ` since ${sinceLabel(new Date(lostAtMs), now)}`
  return `No connection${since}. What you write is kept and sent when it is back.`
}

/** `14:31`, `yesterday, 14:31`, `Monday, 14:31`. */
function sinceLabel(at: Date, now: Date): string {
  if (isSameDay(at, now)) return timeLabel(at)
  const day = dayLabel(at, now)
  return `${day === 'Yesterday' ? 'yesterday' : day}, ${timeLabel(at)}`
}
