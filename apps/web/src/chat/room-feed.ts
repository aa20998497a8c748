import {
  applyRoomEvent,
  type ReadState,
  type RoomEvent,
  type RoomSignals,
  type RoomView,
  type SignalFrame,
} from '@shopbell/chat-core'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { keepStream } from './keep-stream.ts'
import { readableEvent, readableMessage } from './readable-message.ts'
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
  /** Whether every message of the log is for this reader's eyes: then a seq that is skipped was lost. */
  readonly hasAllKinds: boolean
  readonly transport: Pick<RoomTransport, 'events' | 'signals'>
  /** Told of every state that replaces what was known, before it shows; `isResync` if the server asked for that. */
  readonly onSnapshot: (view: RoomView, isResync: boolean) => void
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

export function createRoomFeed(options: RoomFeedOptions): RoomFeed {
  const { roomId, ownId, hasAllKinds, transport, onSnapshot } = options
  const store = createStore<RoomFeedState>(() => ({
    view: null,
    signals: null,
    typing: [],
    error: null,
  }))
  const roster = createTypingRoster(ownId, (typing) => store.setState({ typing }))
  /** Of the last frame that was taken over: what to resume after. */
  let lastEventId: string | null = null
  let isResync = false
  let hasBroken = false

  const showReads = (reads: ReadState) =>
    store.setState(({ signals }) => ({
      signals: signals && { ...signals, reads: laterReads(signals.reads, reads) },
    }))

  const onEvents = ({ id, frame }: TrackedFrame) => {
    const { view } = store.getState()
    if (frame.type === 'snapshot') takeSnapshot(frame.view)
    else if (view && continuesLog(view, frame.events, hasAllKinds)) takeEvents(view, frame.events)
    else return startOver()
    lastEventId = id
    hasBroken = false
  }

  const takeSnapshot = (snapshot: RoomView) => {
    const view = { ...snapshot, messages: snapshot.messages.map(readableMessage) }
    onSnapshot(view, isResync)
    isResync = false
    store.setState({ view, error: null })
  }

  const takeEvents = (view: RoomView, events: readonly RoomEvent[]) => {
    for (const { message } of events) {
      if (message.author.id) roster.spoke(message.author.id)
    }
    store.setState({ view: events.map(readableEvent).reduce(applyRoomEvent, view), error: null })
  }

  /** The log broke: once it is asked for again from where we are, then for a snapshot. */
  const startOver = () => {
    if (hasBroken) lastEventId = null
    hasBroken = true
    events.reopen()
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
      if (refusal.code === 'resync_required') {
        lastEventId = null
        isResync = true
      }
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

/**
 * Whether these events may be folded into the view: in order, and none skipped for a reader who sees all. Events that
 * the view has already are harmless.
 */
function continuesLog(
  { cursor }: RoomView,
  events: readonly RoomEvent[],
  hasAllKinds: boolean,
): boolean {
  const seqs = events.map(({ message }) => message.seq)
  const isAscending = seqs.every((seq, index) => index === 0 || seq > (seqs[index - 1] ?? 0))
  const news = seqs.filter((seq) => seq > cursor)
  return isAscending && (!hasAllKinds || news.every((seq, index) => seq === cursor + 1 + index))
}
