import type { RoomHub } from './room-hub.ts'

/** Messages per frame: at their longest they stay well under what a socket may hold back. */
const FRAME_MAX = 32

/**
 * The log after `cursor`, in order, each message once, until the signal aborts (DL-4). Replay and live are this one
 * loop, so there is no seam between them to lose a message in.
 */
export async function* follow<M extends { readonly seq: number }>(
  hub: RoomHub<M>,
  cursor: number,
  signal: AbortSignal,
): AsyncGenerator<readonly M[], void> {
  let position = cursor
  while (!signal.aborted) {
    const batch = hub.from(position, FRAME_MAX) ?? (await hub.read(position, FRAME_MAX, signal))
    const last = batch.at(-1)
    if (last) {
      position = last.seq
      yield batch
    } else {
      await hub.wait(position, signal)
    }
  }
}
