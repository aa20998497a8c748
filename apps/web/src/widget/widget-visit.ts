import { createStore, type StoreApi } from 'zustand/vanilla'
import { type ApiClient, createApiClient, OVER_HTTP } from '@/chat/api-client'
import { fullJitterMs } from '@/chat/backoff'
import { onGoodMoment } from '@/chat/on-good-moment'
import type { Outbox } from '@/chat/outbox'
import { OWN_LANE } from '@/chat/outbox-entry'
import { type Refusal, toRefusal } from '@/chat/refusal'
import { createRoomSession, type RoomSession } from '@/chat/room-session'
import { createRoomTransport, type RoomTransport } from '@/chat/room-transport'

export interface VisitIdentity {
  readonly customerId: string
  readonly identified: boolean
}

export interface VisitState {
  readonly customerId: string | null
  readonly session: RoomSession | null
  readonly loading: boolean
  /** The server does not answer; it is asked again until it does. */
  readonly isUnreachable: boolean
  /** Why this browser could not be named and will not be by itself. */
  readonly error: Refusal | null
}

/** The time one browser spends as one customer: from naming itself to the server until somebody else does. */
export interface Visit {
  readonly api: ApiClient
  readonly transport: RoomTransport
  readonly store: StoreApi<VisitState>
  /** Names this browser and, if its customer has a room, goes live; tries until it is told a final no. */
  resume(): Promise<void>
  /** The same, and makes the customer and the room when there are none. Rejects when it could not. */
  join(): Promise<RoomSession>
  close(): void
}

export interface VisitOptions {
  readonly outbox: Outbox
  /** Runs before this browser names itself; the naming waits for it and fails with it. */
  readonly beforeNaming: (api: ApiClient) => Promise<void>
  /** Told who this browser is before anything is shown or sent for them. */
  readonly onIdentity: (identity: VisitIdentity) => void
}

const RESUME_BACKOFF = { baseMs: 1_000, maxMs: 20_000 }

export function createVisit({ outbox, beforeNaming, onIdentity }: VisitOptions): Visit {
  const api = createApiClient({ as: 'customer' })
  const transport = createRoomTransport(api)
  const store = createStore<VisitState>(() => ({
    customerId: null,
    session: null,
    loading: false,
    isUnreachable: false,
    error: null,
  }))
  let naming: Promise<{ customerId: string; roomId: string | null }> | null = null
  let failures = 0
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let isClosed = false

  const assertOpen = () => {
    if (isClosed) throw new Error('This visit is over.')
  }

  const name = () => {
    naming ??= askName().catch((error: unknown) => {
      naming = null
      throw error
    })
    return naming
  }

  const askName = async () => {
    await beforeNaming(api)
    const { customer, roomId } = await api.trpc.widget.session.mutate({}, OVER_HTTP)
    assertOpen()
    onIdentity({ customerId: customer.id, identified: customer.identified })
    store.setState({ customerId: customer.id })
    return { customerId: customer.id, roomId }
  }

  const goLive = (roomId: string, customerId: string): RoomSession => {
    const live = store.getState().session
    if (live) return live
    const session = createRoomSession({
      roomId,
      lane: OWN_LANE,
      me: { kind: 'customer', id: customerId },
      transport,
      outbox,
    })
    store.setState({ session, isUnreachable: false })
    return session
  }

  const resume = async () => {
    clearTimeout(retryTimer)
    store.setState({ loading: failures === 0, error: null })
    try {
      const { customerId, roomId } = await name()
      if (roomId) goLive(roomId, customerId)
      failures = 0
      store.setState({ loading: false, isUnreachable: false })
    } catch (error) {
      if (!isClosed) retryAfter(toRefusal(error))
    }
  }

  const retryAfter = (refusal: Refusal) => {
    const { retryable, retryAfterMs } = refusal
    store.setState({
      loading: false,
      isUnreachable: retryable,
      error: retryable ? null : refusal,
    })
    if (!retryable) return
    const jitterMs = fullJitterMs(failures, RESUME_BACKOFF)
    failures += 1
    retryTimer = setTimeout(() => void resume(), Math.max(retryAfterMs ?? 0, jitterMs))
  }

  const resumeNow = () => {
    if (store.getState().isUnreachable) void resume()
  }
  const stopListening = onGoodMoment(resumeNow)

  return {
    api,
    transport,
    store,
    resume,
    async join() {
      const { customerId, roomId } = await name()
      const live = store.getState().session
      if (live) return live
      const id = roomId ?? (await api.trpc.widget.room.query()).view.roomId
      assertOpen()
      return goLive(id, customerId)
    },
    close() {
      isClosed = true
      clearTimeout(retryTimer)
      stopListening()
      store.getState().session?.close()
      api.close()
    },
  }
}
