import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { ChatError } from '@shopbell/chat-core'
import type { TokenBucket } from './token-bucket.ts'

export interface UpgradeGateOptions {
  readonly path: string
  /** Exact origins: scheme, host and port as a browser writes them. */
  readonly origins: ReadonlySet<string>
  readonly isDraining: () => boolean
  /** Whether this process is late at everything it does. */
  readonly isOverloaded: () => boolean
  /** Whether the request has what only people who answer have; nothing is proven yet. */
  readonly mayBeStaff: (request: IncomingMessage) => boolean
  /** Spends one of the client's connects. Throws `rate_limited` when there is none left. */
  readonly takeConnect: (request: IncomingMessage) => Promise<void>
  /** What all clients together may open. */
  readonly connects: TokenBucket
}

export interface UpgradeRefusal {
  readonly status: 400 | 403 | 404 | 429 | 503
  readonly retryAfterMs?: number
}

const GOING_AWAY: UpgradeRefusal = { status: 503, retryAfterMs: 2_000 }
const OVERLOADED: UpgradeRefusal = { status: 503, retryAfterMs: 5_000 }

/**
 * Whether a request may become a socket; null if so. Asked before anything is answered, so a refusal is plain HTTP.
 * A request without an Origin comes from a program, not from a page: it may, but its cookies are taken away, for only
 * a page's Origin proves that they were not borrowed.
 */
export async function judgeUpgrade(
  request: IncomingMessage,
  gate: UpgradeGateOptions,
): Promise<UpgradeRefusal | null> {
  const { path, origins, isDraining } = gate
  const { url = '', headers } = request
  if (url.split('?', 1)[0] !== path) return { status: 404 }
  // tRPC builds a URL of it, and would throw where nobody catches.
  if (!URL.canParse(url, `http://${headers.host ?? 'localhost'}`)) return { status: 400 }
  if (isDraining()) return GOING_AWAY
  // Those who are inside are served before those who are not, and the people who answer before those who ask.
  if (gate.isOverloaded() && !gate.mayBeStaff(request)) return OVERLOADED
  try {
    await gate.takeConnect(request)
  } catch (error) {
    if (!(error instanceof ChatError)) throw error
    return { status: 429, retryAfterMs: Number(error.details['retryAfterMs']) }
  }
  if (headers.origin === undefined) delete headers.cookie
  else if (!origins.has(headers.origin)) return { status: 403 }
  // Draining may have begun while the connect was counted.
  if (isDraining()) return GOING_AWAY
  // Last, so that nobody who is refused anyway takes a place.
  const retryAfterMs = gate.connects.take()
  return retryAfterMs > 0 ? { status: 429, retryAfterMs } : null
}

/** Answers the refusal and ends the connection. */
export function refuseUpgrade(stream: Duplex, { status, retryAfterMs }: UpgradeRefusal): void {
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Length: 0',
    ...(retryAfterMs === undefined ? [] : [`Retry-After: ${Math.ceil(retryAfterMs / 1_000)}`]),
  ]
  stream.end(`${lines.join('\r\n')}\r\n\r\n`, () => stream.destroy())
}
