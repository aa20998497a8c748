import {
  applyRoomEvent,
  limits,
  type MessagePage,
  type ReadState,
  type RoomSignals,
  type RoomView,
  type SendKind,
  type SignalFrame,
} from '@shopbell/chat-core'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { keepStream } from './keep-stream.ts'
import type { Outbox } from './outbox.ts'
import type { OutboxEntry } from './outbox-reducer.ts'
import { createReadMarker } from './read-marker.ts'
import type { Refusal } from './refusal.ts'
import type { RoomTransport, TrackedFrame } from './room-transport.ts'
import { createTypingRoster, type TypingAuthor } from './typing-roster.ts'
import { createTypingSender } from './typing-sender.ts'

/** Who looks at the room. */
export interface Me {
  readonly kind: 'customer' | 'agent'
  readonly id: string
}

export interface RoomSessionState {
  /** null until the first snapshot. */
  readonly view: RoomView | null
  /** One's own messages that the log does not show yet, in order of submission. */
  readonly outgoing: readonly OutboxEntry[]
  readonly signals: RoomSignals | null
  /** Who else types right now. */
  readonly typing: readonly TypingAuthor[]
  readonly loading: boolean
  readonly loadingOlder: boolean
  /** Why the room is not live and will not be by itself; null while it is or tries to be. */
  readonly error: Refusal | null
}

export interface RoomSessionOptions {
  readonly roomId: string
  /** The outbox lane of the room; its id unless told otherwise. */
  readonly lane?: string
  readonly me: Me
  readonly transport: RoomTransport
  readonly outbox: Outbox
}

/** One room, live, without a screen. */
export interface RoomSession {
  readonly roomId: string
  readonly store: StoreApi<RoomSessionState>
  /** Returns false when the outbox is full. */
  send(body: string): boolean
  note(body: string): boolean
  /** Loads the page of messages before the oldest one here. Rejects when it could not. */
  loadOlder(): Promise<void>
  /** Whether somebody looks at the end of the list: what moves the read cursor. */
  setAttentive(isAttentive: boolean): void
  /** Call with the composer's whole text after every change. */
  typed(text: string): void
  /** Tries again after `error`. */
  retry(): void
  close(): void
}

export function createRoomSession(options: RoomSessionOptions): RoomSession {
  const { roomId, lane = roomId, me, transport, outbox } = options
  const outgoingIn = (entries: readonly OutboxEntry[]) =>
    entries.filter((entry) => entry.lane === lane)

  const store = createStore<RoomSessionState>(() => ({
    view: null,
    outgoing: outgoingIn(outbox.store.getState()),
    signals: null,
    typing: [],
    loading: true,
    loadingOlder: false,
    error: null,
  }))
  let lastEventId: string | null = null

  const roster = createTypingRoster(me.id, (typing) => store.setState({ typing }))
  const typing = createTypingSender((active) => {
    // A lost signal costs a few seconds of dots, so nobody waits for it.
    transport.typing({ roomId, active }).catch(() => undefined)
  })
  const marker = createReadMarker(async (seq) => {
    showReads(await transport.markRead({ roomId, seq }))
  })

  const showReads = (reads: ReadState) => {
    const { signals } = store.getState()
    if (signals)
      store.setState({ signals: { ...signals, reads: laterReads(signals.reads, reads) } })
  }

  const showView = (view: RoomView) => {
    store.setState({ view, loading: false, error: null })
    const theirs = view.messages.findLast(
      ({ kind, author }) => kind !== 'system' && author.kind !== me.kind,
    )
    if (theirs) marker.shown(theirs.seq)
    outbox.settle(lane, {
      clientIds: new Set(view.messages.flatMap((message) => clientIdOf(message) ?? [])),
      cursor: view.cursor,
    })
  }

  const onEvents = ({ id, frame }: TrackedFrame) => {
    lastEventId = id
    if (frame.type === 'snapshot') return showView(frame.view)
    const { view } = store.getState()
    if (!view) return
    for (const { message } of frame.events) {
      if (message.author.id) roster.spoke(message.author.id)
    }
    showView(frame.events.reduce(applyRoomEvent, view))
  }

  const onSignal = (frame: SignalFrame) => {
    if (frame.type === 'typing.changed') return roster.heard(frame)
    const before = store.getState().signals
    const reads = before ? laterReads(before.reads, frame.signals.reads) : frame.signals.reads
    store.setState({ signals: { ...frame.signals, reads } })
  }

  const events = keepStream<TrackedFrame>({
    open: (observer) => transport.events({ roomId, lastEventId }, observer),
    onFrame: onEvents,
    onRefused(refusal) {
      if (refusal.code === 'resync_required') lastEventId = null
      if (!refusal.retryable) store.setState({ loading: false, error: refusal })
    },
  })
  const signals = keepStream<SignalFrame>({
    open: (observer) => transport.signals({ roomId }, observer),
    onFrame: onSignal,
    onRefused: () => roster.clear(),
  })
  const unsubscribe = outbox.store.subscribe((entries) =>
    store.setState({ outgoing: outgoingIn(entries) }),
  )

  const submit = (kind: SendKind, body: string) => {
    if (kind === 'text') typing.sent()
    return outbox.submit({ lane, kind, body })
  }

  return {
    roomId,
    store,
    send: (body) => submit('text', body),
    note: (body) => submit('note', body),
    async loadOlder() {
      const { view, loadingOlder } = store.getState()
      const beforeSeq = view?.messages[0]?.seq
      if (!view?.hasOlder || loadingOlder || beforeSeq === undefined) return
      store.setState({ loadingOlder: true })
      try {
        const limit = limits.snapshotMessages
        const page = await transport.messages({ roomId, beforeSeq, limit })
        store.setState((state) => ({ view: state.view && withOlder(state.view, beforeSeq, page) }))
      } finally {
        store.setState({ loadingOlder: false })
      }
    },
    setAttentive: marker.setAttentive,
    typed: typing.changed,
    retry() {
      store.setState({ error: null, loading: store.getState().view === null })
      events.restart()
      signals.restart()
    },
    close() {
      events.stop()
      signals.stop()
      unsubscribe()
      marker.dispose()
      typing.stop()
      roster.clear()
    },
  }
}

/** Read cursors only grow, so the later of two states is the greater one, whatever order they came in. */
const laterReads = (a: ReadState, b: ReadState): ReadState => ({
  customerSeq: Math.max(a.customerSeq, b.customerSeq),
  staffSeq: Math.max(a.staffSeq, b.staffSeq),
})

/** Puts a page before the view, unless the view has become another one since the page was asked for. */
const withOlder = (view: RoomView, beforeSeq: number, page: MessagePage): RoomView =>
  view.messages[0]?.seq === beforeSeq
    ? { ...view, messages: [...page.messages, ...view.messages], hasOlder: page.hasMore }
    : view

const clientIdOf = (message: RoomView['messages'][number]): string | null =>
  message.kind === 'system' ? null : message.clientId
