import {
  applyRoomEvent,
  type ReadState,
  type RoomSignals,
  type RoomView,
  type SignalFrame,
} from '@shopbell/chat-core'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { keepStream } from './keep-stream.ts'
import type { Refusal } from './refusal.ts'
import type { RoomTransport, TrackedFrame } from './room-transport.ts'
import { createTypingRoster, type TypingAuthor } from './typing-roster.ts'

export interface RoomFeedState {
  /** null until the first snapshot. */
  readonly view: RoomView | null
  readonly signals: RoomSignals | null
  /** Who else types right now. */
  readonly typing: readonly TypingAuthor[]
  /** Why the room is not live and will not be by itself; null while it is or tries to be. */
  readonly error: Refusal | null
}

export interface RoomFeedOptions {
  readonly roomId: string
  /** Whose typing is not shown. */
  readonly ownId: string
  readonly transport: Pick<RoomTransport, 'events' | 'signals'>
}

/** What a room tells, kept up to date by its two streams. */
export interface RoomFeed {
  readonly store: StoreApi<RoomFeedState>
  /** Takes over read cursors that came another way; cursors only grow. */
  showReads(reads: ReadState): void
  /** Changes the view without the log having changed: older messages were loaded. */
  changeView(change: (view: RoomView) => RoomView): void
  /** Opens both streams again. */
  restart(): void
  stop(): void
}

export function createRoomFeed({ roomId, ownId, transport }: RoomFeedOptions): RoomFeed {
  const store = createStore<RoomFeedState>(() => ({
    view: null,
    signals: null,
    typing: [],
    error: null,
  }))
  const roster = createTypingRoster(ownId, (typing) => store.setState({ typing }))
  let lastEventId: string | null = null

  const showReads = (reads: ReadState) =>
    store.setState(({ signals }) => ({
      signals: signals && { ...signals, reads: laterReads(signals.reads, reads) },
    }))

  const onEvents = ({ id, frame }: TrackedFrame) => {
    lastEventId = id
    if (frame.type === 'snapshot') {
      store.setState({ view: frame.view, error: null })
      return
    }
    for (const { message } of frame.events) {
      if (message.author.id) roster.spoke(message.author.id)
    }
    store.setState(({ view }) => ({
      view: view && frame.events.reduce(applyRoomEvent, view),
      error: null,
    }))
  }

  const onSignal = (frame: SignalFrame) => {
    if (frame.type === 'typing.changed') {
      roster.heard(frame)
      return
    }
    const { reads } = store.getState().signals ?? frame.signals
    store.setState({
      signals: { ...frame.signals, reads: laterReads(reads, frame.signals.reads) },
    })
  }

  const events = keepStream<TrackedFrame>({
    open: (observer) => transport.events({ roomId, lastEventId }, observer),
    onFrame: onEvents,
    onRefused(refusal) {
      if (refusal.code === 'resync_required') lastEventId = null
      if (!refusal.retryable) store.setState({ error: refusal })
    },
  })
  const signals = keepStream<SignalFrame>({
    open: (observer) => transport.signals({ roomId }, observer),
    onFrame: onSignal,
    onRefused: roster.clear,
  })

  return {
    store,
    showReads,
    changeView: (change) => store.setState(({ view }) => ({ view: view && change(view) })),
    restart() {
      store.setState({ error: null })
      events.restart()
      signals.restart()
    },
    stop() {
      events.stop()
      signals.stop()
      roster.clear()
    },
  }
}

/** The later of two states of the read cursors is the greater one, whatever order they came in. */
const laterReads = (a: ReadState, b: ReadState): ReadState => ({
  customerSeq: Math.max(a.customerSeq, b.customerSeq),
  staffSeq: Math.max(a.staffSeq, b.staffSeq),
})
