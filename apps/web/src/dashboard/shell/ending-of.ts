import { closeCodes } from '@shopbell/chat-core'
import type { Refusal } from '@/chat/refusal'

/** Why the dashboard is over until somebody does something. */
export type Ending = 'signed-out' | 'not-permitted' | 'too-many' | 'refused'

/** Close codes of the socket that say: do not come back by yourself. */
const byCloseCode: Readonly<Record<number, Ending>> = {
  [closeCodes.stayAway.notSignedIn]: 'signed-out',
  [closeCodes.stayAway.notPermitted]: 'not-permitted',
  [closeCodes.stayAway.tooMany]: 'too-many',
}

const byRefusal: Partial<Record<Refusal['code'], Ending>> = {
  not_signed_in: 'signed-out',
  session_expired: 'signed-out',
  not_permitted: 'not-permitted',
}

/** Reads what the service said last, on the inbox stream or when it closed the socket; null while all is well. */
export function endingOf(refusal: Refusal | null, closeCode: number | null): Ending | null {
  if (closeCode !== null) return byCloseCode[closeCode] ?? 'refused'
  return refusal && (byRefusal[refusal.code] ?? 'refused')
}
