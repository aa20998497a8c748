import { isDeepStrictEqual } from 'node:util'
import { limits, type RoomView } from '@shopbell/chat-core'
import type { Stores } from '@shopbell/db'
import type { Finding } from './finding.ts'
import type { ReaderTape } from './reader-tape.ts'

/** What a view shows, without where it stands: a customer's position is the last entry they may see. */
const shown = ({ cursor: _position, ...view }: RoomView) => view

/** O9: what each reader shows is what somebody who opens the room now is shown. */
export async function checkViews(
  readers: readonly ReaderTape[],
  { rooms }: Pick<Stores, 'rooms'>,
): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { name, roomId, audience, view, hasLeft } of readers) {
    if (hasLeft) continue
    const fresh = await rooms.readView(roomId, audience, limits.snapshotMessages)
    if (view && fresh && isDeepStrictEqual(shown(view), shown(fresh))) continue
    const text = `${name} shows ${view?.status} up to ${view?.cursor}, a fresh view ${fresh?.status} up to ${fresh?.cursor}`
    findings.push({ kind: 'stale', text })
  }
  return findings
}
