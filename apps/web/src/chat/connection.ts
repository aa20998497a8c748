import { createStore, type StoreApi } from 'zustand/vanilla'

/**
 * What a person may rely on: `idle` nothing asked for a socket yet · `connecting` for the first time · `live` ·
 * `reconnecting` after a loss · `offline` the browser has no network.
 */
export type ConnectionStatus = 'idle' | 'connecting' | 'live' | 'reconnecting' | 'offline'

export interface ConnectionState {
  readonly status: ConnectionStatus
  /** The server's close code when it said not to come back (4401 signed out, 4403, 4409); null otherwise. */
  readonly refusedCode: number | null
}

type SocketState = 'idle' | 'connecting' | 'open'

export interface Connection {
  readonly store: StoreApi<ConnectionState>
  /** Tells what the socket does now. */
  report(socket: SocketState): void
  refuse(code: number): void
  dispose(): void
}

/** A loss shorter than this is not worth a word. */
const BLIP_MS = 1_000

/** Turns what the socket and the browser report into one calm status. */
export function createConnection(): Connection {
  const store = createStore<ConnectionState>(() => ({ status: 'idle', refusedCode: null }))
  let socket: SocketState = 'idle'
  let wasLive = false
  let blip: ReturnType<typeof setTimeout> | undefined

  const show = (status: ConnectionStatus) => {
    if (store.getState().status !== status) store.setState({ status })
  }

  const update = () => {
    if (socket === 'open') return settle('live')
    if (!navigator.onLine) return settle('offline')
    if (socket === 'idle') return settle('idle')
    if (!wasLive) return settle('connecting')
    if (store.getState().status === 'live') {
      blip ??= setTimeout(() => settle('reconnecting'), BLIP_MS)
      return
    }
    settle('reconnecting')
  }

  const settle = (status: ConnectionStatus) => {
    clearTimeout(blip)
    blip = undefined
    show(status)
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
        store.setState({ refusedCode: null })
      }
      update()
    },
    refuse(code) {
      store.setState({ refusedCode: code })
    },
    dispose() {
      clearTimeout(blip)
      window.removeEventListener('online', update)
      window.removeEventListener('offline', update)
    },
  }
}
