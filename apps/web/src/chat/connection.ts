import { createStore, type StoreApi } from 'zustand/vanilla'

/**
 * What a person may rely on: `idle` nothing asked for a connection yet · `connecting` for the first time · `live` ·
 * `reconnecting` after a loss · `unreachable` that has lasted · `offline` the browser has no network.
 */
export type ConnectionStatus =
  | 'idle'
  | 'connecting'
  | 'live'
  | 'reconnecting'
  | 'unreachable'
  | 'offline'

export interface ConnectionState {
  readonly status: ConnectionStatus
  /** Since when there is no connection, by this browser's clock; null while there is or none is wanted. */
  readonly lostAtMs: number | null
  /** When it was last tried, by this browser's clock. */
  readonly triedAtMs: number | null
  /** The server's close code when it said not to come back (4401 signed out, 4403, 4409); null otherwise. */
  readonly refusedCode: number | null
}

type SocketState = 'idle' | 'connecting' | 'open'

export interface Connection {
  readonly store: StoreApi<ConnectionState>
  /** Tells what the socket does now. */
  report(socket: SocketState): void
  /** Tells whether a call over HTTP was answered, with whatever. */
  reportCall(wasAnswered: boolean): void
  /** An attempt to reach the server begins. */
  tried(): void
  refuse(code: number): void
  dispose(): void
}

/** A loss shorter than this is not worth a word. */
const BLIP_MS = 2_000
/** One longer than this is worth a sentence. */
const LASTING_MS = 10_000

/** Turns what the socket, the calls and the browser report into one calm status. */
export function createConnection(): Connection {
  const store = createStore<ConnectionState>(() => ({
    status: 'idle',
    lostAtMs: null,
    triedAtMs: null,
    refusedCode: null,
  }))
  let socket: SocketState = 'idle'
  let isCallLost = false
  let wasLive = false
  /** By the page's own clock: how long a loss lasts does not depend on the time of day. */
  let lostAt: number | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const update = () => {
    clearTimeout(timer)
    if (socket === 'open') return settle('live')
    if (!navigator.onLine) return lose('offline')
    if (socket === 'idle' && !isCallLost) return settle('idle')
    const isFirst = !wasLive && !isCallLost
    const lastedMs = lostAt === null ? 0 : performance.now() - lostAt
    if (lastedMs >= LASTING_MS) return lose('unreachable')
    timer = setTimeout(update, (lastedMs < BLIP_MS ? BLIP_MS : LASTING_MS) - lastedMs)
    const { status } = store.getState()
    const isBlip = lastedMs < BLIP_MS && (status === 'live' || status === 'idle')
    lose(isFirst ? 'connecting' : isBlip ? status : 'reconnecting')
  }

  const settle = (status: ConnectionStatus) => {
    lostAt = null
    show({ status, lostAtMs: null })
  }

  const lose = (status: ConnectionStatus) => {
    lostAt ??= performance.now()
    show({ status, lostAtMs: store.getState().lostAtMs ?? Date.now() })
  }

  const show = (next: Pick<ConnectionState, 'status' | 'lostAtMs'>) => {
    const { status, lostAtMs } = store.getState()
    if (status !== next.status || lostAtMs !== next.lostAtMs) store.setState(next)
  }

  window.addEventListener('online', update)
  window.addEventListener('offline', update)
  update()

  return {
    store,
    report(next) {
      socket = next
      if (next === 'open') {
        wasLive = true
        isCallLost = false
        store.setState({ refusedCode: null })
      }
      update()
    },
    reportCall(wasAnswered) {
      isCallLost = !wasAnswered
      update()
    },
    tried() {
      store.setState({ triedAtMs: Date.now() })
    },
    refuse(code) {
      store.setState({ refusedCode: code })
    },
    dispose() {
      clearTimeout(timer)
      window.removeEventListener('online', update)
      window.removeEventListener('offline', update)
    },
  }
}
