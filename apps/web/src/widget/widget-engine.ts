import type { StoreApi } from 'zustand/vanilla'
import { type ApiClient, OVER_HTTP } from '@/chat/api-client'
import { createOutbox } from '@/chat/outbox'
import { type OutboxEntry, OWN_LANE } from '@/chat/outbox-reducer'
import { toRefusal } from '@/chat/refusal'
import { wakeWhenLive } from '@/chat/wake-when-live'
import { projectWidget } from './project-widget.ts'
import { whenSeen } from './when-seen.ts'
import { MARKER_KEY, parseMarker, readMarker, removeMarker, writeMarker } from './widget-marker.ts'
import { initialWidgetState, type WidgetState } from './widget-state.ts'
import { createVisit, type Visit, type VisitIdentity } from './widget-visit.ts'

/** Everything behind the panel that talks to the server. Loaded at first use. */
export interface WidgetEngine {
  /** The panel was opened: learns about the shop and, with `resume`, about this browser's conversation. */
  open(options: { resume: boolean }): void
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

/** Refusals that mean that this browser must name itself again. */
const LOST_IDENTITY: ReadonlySet<string> = new Set([
  'session_expired',
  'not_signed_in',
  'room_not_found',
])
const RENAME_AT_MOST_EVERY_MS = 30_000

export function createWidgetEngine(screen: StoreApi<WidgetState>): WidgetEngine {
  const outbox = createOutbox({ identity: 'customer', deliver })
  let config: WidgetState['config'] = null
  let visit = startVisit()
  let renamedAtMs = Number.NEGATIVE_INFINITY
  let recovery: ReturnType<typeof setTimeout> | undefined
  let isAttentive = false
  let isClosed = false

  function startVisit(): Visit {
    const next = createVisit({ outbox, beforeNaming, onIdentity })
    const publishNext = () => {
      if (next === visit) publish()
    }
    next.store.subscribe(({ session }, before) => {
      if (session && session !== before.session) {
        session.store.subscribe(publishNext)
        session.setAttentive(isAttentive)
      }
      publishNext()
    })
    next.api.connection.subscribe(({ refusedCode }, before) => {
      if (next === visit && refusedCode !== null && before.refusedCode === null) recoverIdentity()
      publishNext()
    })
    wakeWhenLive(outbox, next.api.connection)
    return next
  }

  function replaceVisit(): void {
    visit.close()
    visit = startVisit()
    publish()
  }

  function publish(): void {
    const session = visit.store.getState().session?.store.getState() ?? null
    screen.setState((before) =>
      projectWidget(
        {
          visit: visit.store.getState(),
          session,
          connection: visit.api.connection.getState().status,
          outgoing: outbox.store.getState(),
          config,
        },
        before,
      ),
    )
    if (session?.error && LOST_IDENTITY.has(session.error.code)) recoverIdentity()
  }

  async function beforeNaming(api: ApiClient): Promise<void> {
    if (readMarker()?.leaving) await finishLeaving(api)
  }

  async function finishLeaving(api: ApiClient): Promise<void> {
    await api.trpc.widget.signOut.mutate({}, OVER_HTTP)
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

  /** The server does not know this browser any more: asks who it is now, when somebody looks and never in a circle. */
  function recoverIdentity(): void {
    if (recovery !== undefined) return
    const waitMs = Math.max(0, renamedAtMs + RENAME_AT_MOST_EVERY_MS - performance.now())
    recovery = setTimeout(() => whenSeen(rename), waitMs)
  }

  function rename(): void {
    if (isClosed) return
    recovery = undefined
    renamedAtMs = performance.now()
    replaceVisit()
    void visit.resume()
  }

  async function deliver(entry: OutboxEntry): Promise<{ seq: number }> {
    try {
      return await deliverOnce(entry)
    } catch (error) {
      if (!LOST_IDENTITY.has(toRefusal(error).code)) throw error
      replaceVisit()
      return deliverOnce(entry)
    }
  }

  async function deliverOnce({ clientId, kind, body }: OutboxEntry): Promise<{ seq: number }> {
    const { transport, join } = visit
    const { roomId } = await join()
    const isStillOurs = outbox.store.getState().some((entry) => entry.clientId === clientId)
    if (!isStillOurs) throw new Error('It was dropped when somebody else signed in.')
    return transport.send({ roomId, kind, clientId, body })
  }

  async function loadConfig(): Promise<void> {
    try {
      config = await visit.api.trpc.widget.config.query()
      publish()
    } catch {
      // The panel works without: it is asked again when the panel is next opened.
    }
  }

  /** Another tab signed in or out: this one follows. */
  function onStorage({ key, newValue }: StorageEvent): void {
    if (key !== MARKER_KEY) return
    const marker = parseMarker(newValue)
    if (!marker || marker.leaving) leave()
    else if (marker.customerId !== visit.store.getState().customerId) engine.identityChanged()
  }

  function leave(): void {
    clearScreen()
    replaceVisit()
  }

  function clearScreen(): void {
    const { isOpen, config: shop } = screen.getState()
    screen.setState({ ...initialWidgetState, isOpen, config: shop })
  }

  const requireRoomId = (): string => {
    const roomId = visit.store.getState().session?.roomId
    if (!roomId) throw new Error('There is no conversation yet.')
    return roomId
  }

  const session = () => visit.store.getState().session

  window.addEventListener('storage', onStorage)
  const unsubscribe = outbox.store.subscribe(publish)
  const engine: WidgetEngine = {
    open({ resume }) {
      if (!config) void loadConfig()
      if (resume) engine.resume()
    },
    resume() {
      const { session: live, loading } = visit.store.getState()
      if (live?.store.getState().error) live.retry()
      else if (!live && !loading) void visit.resume()
    },
    send(body) {
      if (!readMarker()) {
        writeMarker({ customerId: null, identified: false, leaving: false })
      }
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
      await visit.api.trpc.room.close.mutate({ roomId: requireRoomId() })
    },
    async rate(score, comment) {
      await visit.api.trpc.room.rate.mutate({
        roomId: requireRoomId(),
        score,
        ...(comment ? { comment } : {}),
      })
    },
    identityChanged() {
      replaceVisit()
      void visit.resume()
    },
    async signOut() {
      outbox.clear()
      leave()
      await finishLeaving(visit.api)
    },
    close() {
      isClosed = true
      clearTimeout(recovery)
      window.removeEventListener('storage', onStorage)
      unsubscribe()
      outbox.dispose()
      visit.close()
    },
  }
  return engine
}
