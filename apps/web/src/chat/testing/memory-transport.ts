import {
  type AgentActor,
  addNote,
  type CustomerActor,
  limits,
  markRead,
  type Ports,
  type RoomStreamFrame,
  type SignalFrame,
  sendMessage,
  toRoomEvent,
} from '@shopbell/chat-core'
import type { RoomTransport, StreamObserver, TrackedFrame } from '../room-transport.ts'
import { refusedWith, unreachable } from './chat-error.ts'

interface MemoryTransportOptions {
  readonly ports: Ports
  readonly actor: CustomerActor | AgentActor
}

export interface MemoryTransport extends RoomTransport {
  /** Ends every open stream with this error, or without one. */
  endStreams(error: Error | null): void
  /** What the next call meets: lost before the server saw it, or after it was committed. */
  loseNext(what: 'request' | 'answer'): void
  refuseNext(error: Error): void
  /** From now on ids of before are of another history. */
  changeEpoch(): void
  signal(frame: SignalFrame): void
  readonly typed: readonly boolean[]
  readonly openStreams: number
}

/**
 * The API's streams and calls over rooms in memory, with the same promises: a snapshot or everything after an id, in
 * order, as this actor may see it; ids of another epoch or too far back get `resync_required`.
 */
export function createMemoryTransport({ ports, actor }: MemoryTransportOptions): MemoryTransport {
  const { rooms, bus } = ports
  const audience = actor.kind === 'customer' ? 'customer' : 'staff'
  const streams = new Set<(error: Error | null) => void>()
  const signalObservers = new Set<StreamObserver<SignalFrame>>()
  const faults: (Error | 'request' | 'answer')[] = []
  const typed: boolean[] = []
  let epoch = 1

  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    const fault = faults.shift()
    if (fault instanceof Error) throw fault
    if (fault === 'request') throw unreachable()
    const answer = await work()
    if (fault === 'answer') throw unreachable()
    return answer
  }

  async function* follow(roomId: string, lastEventId: string | null, woken: () => Promise<void>) {
    const frame = (seq: number, content: RoomStreamFrame): TrackedFrame => ({
      id: `${epoch}:${seq}`,
      frame: content,
    })
    let cursor = 0
    if (lastEventId === null) {
      const view = await rooms.readView(roomId, audience, limits.snapshotMessages)
      if (!view) throw refusedWith('room_not_found')
      cursor = view.cursor
      yield frame(cursor, { type: 'snapshot', view })
    } else {
      cursor = await resumePoint(roomId, lastEventId)
    }
    for (;;) {
      const { messages } = await rooms.readMessages({
        roomId,
        audience,
        afterSeq: cursor,
        limit: limits.pageMaxMessages,
      })
      const last = messages.at(-1)
      if (last) {
        cursor = last.seq
        yield frame(cursor, { type: 'events', events: messages.map(toRoomEvent) })
      } else {
        await woken()
      }
    }
  }

  const resumePoint = async (roomId: string, lastEventId: string): Promise<number> => {
    const [idEpoch, seq] = lastEventId.split(':').map(Number)
    const lastSeq = (await rooms.lastSeqs([roomId])).get(roomId) ?? 0
    const isTooFar = seq === undefined || lastSeq - seq > limits.resumeMaxEvents
    if (idEpoch !== epoch || isTooFar) throw refusedWith('resync_required')
    return seq
  }

  return {
    events({ roomId, lastEventId }, observer) {
      let isOpen = true
      let wake: () => void = () => undefined
      const stopListening = bus.subscribe((notice) => {
        if (notice.type === 'room.changed' && notice.room.roomId === roomId) wake()
      })
      const end = (error: Error | null) => {
        close()
        observer.onEnd(error)
      }
      const close = () => {
        isOpen = false
        streams.delete(end)
        stopListening()
        wake()
      }
      const nextChange = () =>
        new Promise<void>((resolve) => {
          wake = resolve
        })
      const run = async () => {
        try {
          for await (const frame of follow(roomId, lastEventId, nextChange)) {
            if (!isOpen) return
            observer.onFrame(frame)
          }
        } catch (error) {
          if (isOpen) end(error as Error)
        }
      }
      streams.add(end)
      void run()
      return close
    },
    signals({ roomId }, observer) {
      const end = (error: Error | null) => {
        close()
        observer.onEnd(error)
      }
      const close = () => {
        signalObservers.delete(observer)
        streams.delete(end)
      }
      streams.add(end)
      signalObservers.add(observer)
      void rooms
        .readState(roomId)
        .then((reads) =>
          observer.onFrame({ type: 'state', signals: { reads, place: null, available: true } }),
        )
      return close
    },
    messages: ({ roomId, beforeSeq, limit }) =>
      call(() => rooms.readMessages({ roomId, audience, beforeSeq, limit })),
    send: ({ kind, ...draft }) =>
      call(() =>
        kind === 'note' && actor.kind === 'agent'
          ? addNote(ports, actor, draft)
          : sendMessage(ports, actor, draft),
      ),
    markRead: (mark) => call(() => markRead(ports, actor, mark)),
    async typing({ active }) {
      typed.push(active)
    },
    endStreams(error) {
      for (const end of [...streams]) end(error)
    },
    loseNext: (what) => faults.push(what),
    refuseNext: (error) => faults.push(error),
    changeEpoch() {
      epoch += 1
    },
    signal(frame) {
      for (const { onFrame } of signalObservers) onFrame(frame)
    },
    typed,
    get openStreams() {
      return streams.size
    },
  }
}
