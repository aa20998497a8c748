import type { SignalFrame } from '@shopbell/chat-core'
import type { Stage } from '../stage.ts'
import type { Person } from './person.ts'
import { WireSocket } from './wire-socket.ts'

export interface TypingWatch {
  /** How long each was to be shown, as it was told. */
  readonly ttlsMs: readonly number[]
}

/** Watches who types in a room. Resolves once it watches. */
export async function watchTyping(
  stage: Stage,
  { person, roomId, address }: { person: Person; roomId: string; address: string },
): Promise<TypingWatch> {
  const ttlsMs: number[] = []
  await new Promise<void>((resolve, reject) => {
    const socket: WireSocket = new WireSocket({
      address,
      person,
      timing: stage.timing,
      onOpen: () => socket.subscribe('room.signals', { roomId }),
      onReply: ({ result }) => {
        const frame = result?.data as SignalFrame | undefined
        if (frame?.type === 'typing.changed') ttlsMs.push(frame.ttlMs)
        if (frame?.type === 'state') resolve()
      },
      onEnd: (code) => reject(new Error(`Watching ended with ${code}.`)),
    })
    stage.onSweep(() => socket.close())
  })
  return { ttlsMs }
}
