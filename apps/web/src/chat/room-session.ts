import { limits, type MessagePage, type RoomView, type SendKind } from '@shopbell/chat-core'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Outbox, ShownLog } from './outbox.ts'
import { type OutboxEntry, outgoingOf } from './outbox-entry.ts'
import { createReadMarker } from './read-marker.ts'
import { readableMessage } from './readable-message.ts'
import { createRoomFeed, type RoomFeedState } from './room-feed.ts'
import type { RoomTransport } from './room-transport.ts'
import { createTypingSender } from './typing-sender.ts'

/** Who looks at the room. */
export interface Me {
  readonly kind: 'customer' | 'agent'
  readonly id: string
}

export interface RoomSessionState extends RoomFeedState {
  /** One's own messages that the log does not show yet, in order of submission. */
  readonly outgoing: readonly OutboxEntry[]
  /** Nothing to show yet, and nothing wrong. */
  readonly loading: boolean
  readonly loadingOlder: boolean
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
  const feed = createRoomFeed({
    roomId,
    ownId: me.id,
    hasAllKinds: me.kind === 'agent',
    transport,
    onSnapshot: (view, isResync) => outbox.recover(lane, shownLog(view), isResync),
  })
  const store = createStore<RoomSessionState>(() => ({
    ...feed.store.getState(),
    outgoing: outgoingOf(outbox.store.getState(), lane),
    loading: true,
    loadingOlder: false,
  }))
  /** Never both in the log and on its way out, not even for one drawing. */
  const outgoingBeside = (view: RoomView | null) => {
    const outgoing = outgoingOf(outbox.store.getState(), lane)
    if (!view || outgoing.length === 0) return outgoing
    const { seqs } = shownLog(view)
    return outgoing.filter(({ clientId }) => !seqs.has(clientId))
  }
  const typing = createTypingSender((active) => {
    // A lost signal costs a few seconds of dots, so nobody waits for it.
    transport.typing({ roomId, active }).catch(() => undefined)
  })
  const marker = createReadMarker(async (seq) =>
    feed.showReads(await transport.markRead({ roomId, seq })),
  )

  const takeNotice = (view: RoomView) => {
    const theirs = view.messages.findLast(
      ({ kind, author }) => kind !== 'system' && author.kind !== me.kind,
    )
    if (theirs) marker.shown(theirs.seq)
    outbox.settle(lane, shownLog(view))
  }

  const unsubscribes = [
    feed.store.subscribe((next, before) => {
      const outgoing = outgoingBeside(next.view)
      store.setState({ ...next, outgoing, loading: !next.view && !next.error })
      if (next.view && next.view !== before.view) takeNotice(next.view)
    }),
    outbox.store.subscribe(() =>
      store.setState({ outgoing: outgoingBeside(feed.store.getState().view) }),
    ),
  ]

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
        feed.changeView((current) => withOlder(current, beforeSeq, page))
      } finally {
        store.setState({ loadingOlder: false })
      }
    },
    setAttentive: marker.setAttentive,
    typed: typing.changed,
    retry: feed.restart,
    close() {
      feed.stop()
      for (const unsubscribe of unsubscribes) unsubscribe()
      marker.dispose()
      typing.stop()
    },
  }
}

/** Puts a page before the view, unless the view has become another one since the page was asked for. */
const withOlder = (view: RoomView, beforeSeq: number, page: MessagePage): RoomView =>
  view.messages[0]?.seq === beforeSeq
    ? {
        ...view,
        messages: [...page.messages.map(readableMessage), ...view.messages],
        hasOlder: page.hasMore,
      }
    : view

const shownLog = ({ messages, cursor }: RoomView): ShownLog => ({
  seqs: new Map(
    messages.flatMap((message) =>
      message.kind === 'system' ? [] : [[message.clientId, message.seq] as const],
    ),
  ),
  firstSeq: messages[0]?.seq ?? 1,
  cursor,
})
