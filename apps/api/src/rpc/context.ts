import type { AgentActor, Ports } from '@shopbell/chat-core'
import type { Credentials } from '../auth/credentials.ts'
import type { Identity } from '../auth/identity.ts'
import type { Setup } from '../auth/setup.ts'
import type { RateLimits } from '../limits/rate-limits.ts'
import type { Realtime } from '../realtime/realtime.ts'
import type { SocketConnection } from '../ws/attach-web-socket.ts'

interface DemoLogin {
  readonly role: string
  readonly email: string
  readonly password: string
}

/** What the procedures work with: one of each per process. */
export interface Services {
  readonly shopName: string
  readonly ports: Ports
  readonly identity: Identity
  readonly limits: RateLimits
  readonly realtime: Realtime
  readonly setup: Setup
  /** null unless the database holds the demo shop. */
  readonly demoLogins: readonly DemoLogin[] | null
}

/** What the customer's browser is to keep; only an HTTP answer can tell it to. */
export interface CustomerCookie {
  set(token: string): void
  clear(): void
}

/** Made once per HTTP request or socket. Who is calling is not in it: that is asked on every call. */
export interface Context {
  readonly services: Services
  readonly credentials: Credentials
  readonly requestId: string
  readonly ip: string
  /** Told who is calling once that is known, for the log. */
  noteActor(actorId: string): void
  /** null over HTTP. */
  readonly connection: SocketConnection | null
  /** null over a socket. */
  readonly customerCookie: CustomerCookie | null
}

/** What a procedure of the staff works with. */
export type AgentContext = Pick<Context, 'services'> & { readonly actor: AgentActor }
