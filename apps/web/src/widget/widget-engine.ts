import type { StoreApi } from 'zustand/vanilla'
import { type ApiClient, OVER_HTTP } from '@/chat/api-client'
import { createOutbox } from '@/chat/outbox'
import { type OutboxEntry, OWN_LANE, outgoingOf } from '@/chat/outbox-entry'
import { toRefusal } from '@/chat/refusal'
import { whenBack } from '@/chat/when-back'
import { projectWidget } from './project-widget.ts'
import { createShopFacts } from './shop-facts.ts'
import { createVisitKeeper, hasLostIdentity } from './visit-keeper.ts'
import {
  keepDraft,
  MARKER_KEY,
  parseMarker,
  readMarker,
  removeMarker,
  writeMarker,
} from './widget-marker.ts'
import { initialWidgetState, type WidgetState } from './widget-state.ts'
import { createVisit, type VisitIdentity } from './widget-visit.ts'

/** Everything behind the panel that talks to the server. Loaded at first use. */
export interface WidgetEngine {
  /** The panel was opened: learns about the shop and, with `resume`, about this browser's conversation. */
  open(options: { resume: boolean }): void
  /** Tries whatever does not work, now. */
  resume(): void
  send(body: string): boolean
  retryMessage(clientId: string): void
  discardMessage(clientId: string): void
  loadOlder(): Promise<void>
  setAttentive(isAttentive: boolean): void
  typed(text: string): void
  /** Both reject with what `toRefusal` reads. */
  endChat(): Promise<void>
  rate(score: number, comment: string): Promise<void>
  /** Somebody signed in: names this browser anew and carries on in whatever room they have now. */
  identityChanged(): void
  /** Revokes this browser's token and forgets what it holds. */
  signOut(): Promise<void>
  close(): void
}

export function createWidgetEngine(screen: StoreApi<WidgetState>): WidgetEngine {
  const outbox = createOutbox({ identity: 'customer', deliver })
  const shop = createShopFacts(() => api().trpc.widget.config.query(), publish)
  let isAttentive = false
  const visits = createVisitKeeper({
    start() {
      const visit = createVisit({ outbox, beforeNaming, onIdentity })
      whenBack(visit.api.connection, outbox.wakeSoon)
      return visit
    },
    onChange: publish,
    onSession: (session) => session.setAttentive(isAttentive),
  })
  const api = () => visits.current().api
  const session = () => visits.current().store.getState().session

  function publish(): void {
    const sources = {
      visit: visits.current().store.getState(),
      session: session()?.store.getState() ?? null,
      connection: api().connection.getState(),
      outgoing: outgoingOf(outbox.store.getState(), OWN_LANE),
      config: shop.facts(),
    }
    screen.setState((before) => projectWidget(sources, before))
  }

  async function deliver(entry: OutboxEntry): Promise<{ seq: number }> {
    const visit = visits.current()
    try {
      return await deliverOnce(entry)
    } catch (error) {
      if (!hasLostIdentity(toRefusal(error))) throw error
      visits.replace(visit)
      return deliverOnce(entry)
    }
  }

  async function deliverOnce({ clientId, kind, body }: OutboxEntry): Promise<{ seq: number }> {
    const { transport, join } = visits.current()
    const { roomId } = await join()
    const isStillOurs = outbox.store.getState().some((entry) => entry.clientId === clientId)
    if (!isStillOurs) throw new Error('It was dropped when somebody else signed in.')
    return transport.send({ roomId, kind, clientId, body })
  }

  async function beforeNaming(client: ApiClient): Promise<void> {
    if (readMarker()?.leaving) await finishLeaving(client)
  }

  async function finishLeaving({ trpc }: ApiClient): Promise<void> {
    await trpc.widget.signOut.mutate({}, OVER_HTTP)
    removeMarker()
  }

  function onIdentity({ customerId, identified }: VisitIdentity): void {
    const before = readMarker()
    if (before?.identified && before.customerId !== customerId) {
      // What one person wrote is never sent, or shown, in the name of another.
      outbox.clear()
      clearScreen()
    }
    writeMarker({ customerId, identified, leaving: false })
  }

  /** Another tab signed in or out: this one follows. */
  function onStorage({ key, newValue }: StorageEvent): void {
    if (key !== MARKER_KEY) return
    const marker = parseMarker(newValue)
    if (!marker || marker.leaving) followOut()
    else if (marker.customerId !== visits.current().store.getState().customerId) visits.renew()
  }

  function followOut(): void {
    keepDraft('')
    outbox.reload()
    leave()
  }

  function leave(): void {
    clearScreen()
    visits.replace(visits.current())
  }

  function clearScreen(): void {
    const { isOpen } = screen.getState()
    screen.setState({ ...initialWidgetState, isOpen, config: shop.facts() })
  }

  function resume(): void {
    const { session: live, loading } = visits.current().store.getState()
    if (live?.store.getState().error) live.retry()
    else if (!live && !loading) void visits.current().resume()
    if (screen.getState().isOpen) shop.load()
    api().connect()
    outbox.wake()
  }

  const requireRoomId = (): string => {
    const roomId = session()?.roomId
    if (!roomId) throw new Error('There is no conversation yet.')
    return roomId
  }

  window.addEventListener('storage', onStorage)
  const unsubscribe = outbox.store.subscribe(publish)
  return {
    open(options) {
      shop.load()
      if (options.resume) resume()
    },
    resume,
    send(body) {
      if (!readMarker()) writeMarker({ customerId: null, identified: false, leaving: false })
      const live = session()
      return live ? live.send(body) : outbox.submit({ lane: OWN_LANE, kind: 'text', body })
    },
    retryMessage: outbox.retry,
    discardMessage: outbox.discard,
    async loadOlder() {
      await session()?.loadOlder()
    },
    setAttentive(next) {
      isAttentive = next
      session()?.setAttentive(next)
    },
    typed: (text) => session()?.typed(text),
    async endChat() {
      await api().trpc.room.close.mutate({ roomId: requireRoomId() })
    },
    async rate(score, comment) {
      const roomId = requireRoomId()
      await api().trpc.room.rate.mutate({ roomId, score, ...(comment && { comment }) })
    },
    identityChanged: visits.renew,
    async signOut() {
      outbox.clear()
      leave()
      await finishLeaving(api())
    },
    close() {
      window.removeEventListener('storage', onStorage)
      unsubscribe()
      shop.close()
      outbox.dispose()
      visits.close()
    },
  }
}
