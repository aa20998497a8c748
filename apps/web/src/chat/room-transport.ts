import type {
  MessagePage,
  ReadState,
  RoomStreamFrame,
  SendKind,
  SignalFrame,
} from '@shopbell/chat-core'
import type { ApiClient } from './api-client.ts'

export interface StreamObserver<Frame> {
  onFrame(frame: Frame): void
  /** The stream is over: with the error that ended it, or null when the server just stopped. */
  onEnd(error: unknown): void
}

/** A frame of the log with the id to resume after it. */
export interface TrackedFrame {
  /** `epoch:seq`. */
  readonly id: string
  readonly frame: RoomStreamFrame
}

/**
 * All a room session needs from the outside. Calls reject with anything `toRefusal` reads; streams survive a lost
 * socket by themselves and end only on an answer of the server.
 */
export interface RoomTransport {
  /** Everything after `lastEventId`, or a snapshot first when it is null. Returns the way out. */
  events(
    query: { roomId: string; lastEventId: string | null },
    observer: StreamObserver<TrackedFrame>,
  ): () => void
  signals(query: { roomId: string }, observer: StreamObserver<SignalFrame>): () => void
  messages(query: { roomId: string; beforeSeq: number; limit: number }): Promise<MessagePage>
  send(draft: {
    roomId: string
    kind: SendKind
    clientId: string
    body: string
  }): Promise<{ readonly seq: number }>
  markRead(mark: { roomId: string; seq: number }): Promise<ReadState>
  typing(signal: { roomId: string; active: boolean }): Promise<void>
}

/** The transport over the API's own client. */
export function createRoomTransport({ trpc }: Pick<ApiClient, 'trpc'>): RoomTransport {
  return {
    events({ roomId, lastEventId }, { onFrame, onEnd }) {
      const stream = trpc.room.events.subscribe(
        { roomId, lastEventId: lastEventId ?? undefined },
        {
          onData: ({ id, data }) => onFrame({ id, frame: data }),
          onError: onEnd,
          onComplete: () => onEnd(null),
        },
      )
      return () => stream.unsubscribe()
    },
    signals({ roomId }, { onFrame, onEnd }) {
      const stream = trpc.room.signals.subscribe(
        { roomId },
        { onData: onFrame, onError: onEnd, onComplete: () => onEnd(null) },
      )
      return () => stream.unsubscribe()
    },
    messages: (query) => trpc.room.messages.query(query),
    async send({ kind, ...draft }) {
      const { message } =
        kind === 'note' ? await trpc.room.note.mutate(draft) : await trpc.room.send.mutate(draft)
      return { seq: message.seq }
    },
    markRead: (mark) => trpc.room.markRead.mutate(mark),
    async typing(signal) {
      await trpc.room.typing.mutate(signal)
    },
  }
}
