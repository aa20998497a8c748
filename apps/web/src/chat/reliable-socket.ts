/** The close code of a socket that this side gave up on; never sent over the wire. */
export const ZOMBIE_CLOSE_CODE = 4499

export interface ReliableSocketOptions {
  /** How long a socket may take to open before it counts as failed. */
  readonly connectTimeoutMs?: number
  /** Told of every socket that had opened and is lost, and how long it held. */
  readonly onLost?: (heldMs: number) => void
}

/**
 * Makes the WebSocket class for tRPC's client. A browser's own socket takes up to half a minute to report that the
 * network swallowed it: `close()` waits for the other side's goodbye, and a connect may hang for ever. This one says
 * `close` at once when it is closed (which tRPC does when a pong is late), when the browser goes offline, and when it
 * does not open in time; the real closing handshake goes on behind it, unheard.
 *
 * A function and not a class, because servers that render the page have no WebSocket to extend.
 */
export function createReliableSocket({
  connectTimeoutMs = 10_000,
  onLost,
}: ReliableSocketOptions = {}): typeof WebSocket {
  return class ReliableSocket extends WebSocket {
    #abandoned = false
    /** What this class says itself, in place of the browser. */
    readonly #own = new WeakSet<Event>()

    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      const timer = setTimeout(() => this.#abandon(), connectTimeoutMs)
      const goOffline = () => this.#abandon()
      window.addEventListener('offline', goOffline)
      // Registered before anybody else's, so an abandoned socket is not heard again.
      for (const type of ['open', 'message', 'error', 'close'] as const) {
        super.addEventListener(type, (event) => {
          if (this.#abandoned && !this.#own.has(event)) event.stopImmediatePropagation()
        })
      }
      let openedAtMs: number | null = null
      super.addEventListener('open', () => {
        clearTimeout(timer)
        openedAtMs = performance.now()
      })
      super.addEventListener('close', () => {
        clearTimeout(timer)
        if (openedAtMs !== null) onLost?.(performance.now() - openedAtMs)
        openedAtMs = null
        window.removeEventListener('offline', goOffline)
      })
    }

    override get readyState(): WebSocket['readyState'] {
      return this.#abandoned ? WebSocket.CLOSED : super.readyState
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (!this.#abandoned) super.send(data)
    }

    override close(code?: number, reason?: string): void {
      this.#abandon(code, reason)
    }

    #abandon(code?: number, reason?: string): void {
      if (this.readyState === WebSocket.CLOSED) return
      const wasConnecting = super.readyState === WebSocket.CONNECTING
      this.#abandoned = true
      super.close(code, reason)
      queueMicrotask(() => {
        // A socket that never opened fails before it closes; tRPC waits for exactly that.
        if (wasConnecting) this.#say(new Event('error'))
        this.#say(new CloseEvent('close', { code: ZOMBIE_CLOSE_CODE }))
      })
    }

    #say(event: Event): void {
      this.#own.add(event)
      this.dispatchEvent(event)
    }
  }
}
