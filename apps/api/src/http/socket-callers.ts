import { randomUUID } from 'node:crypto'
import { type Actor, ChatError } from '@shopbell/chat-core'
import { sessionCookieName } from '../auth/auth.ts'
import { requireParticipant } from '../auth/caller.ts'
import { type Credentials, readCredentials } from '../auth/credentials.ts'
import type { Context } from '../rpc/context.ts'
import type { AppRouter } from '../rpc/router.ts'
import type { SocketIdentity, WebSocketOptions } from '../ws/attach-web-socket.ts'
import type { HttpContextOptions } from './http-context.ts'

/** How sockets learn who is behind them; everything about them that is not about sockets. */
export type SocketCallers = Pick<
  WebSocketOptions<AppRouter>,
  'identify' | 'isStillValid' | 'createContext' | 'takeConnect' | 'mayBeStaff'
>

const rightsOf = (actor: Actor): string =>
  actor.kind === 'customer' ? actor.id : JSON.stringify([actor.id, actor.role, actor.groupIds])

export function createSocketCallers(options: HttpContextOptions): SocketCallers {
  const { services, clientIp, secure } = options
  const presented = new WeakMap<SocketIdentity, Credentials>()

  function credentialsOf(identity: SocketIdentity): Credentials {
    const credentials = presented.get(identity)
    if (!credentials) throw new Error('This socket was never identified.')
    return credentials
  }

  return {
    async identify(request, params) {
      const { cookie } = request.headers
      const credentials = readCredentials(
        { cookies: cookie, token: params?.['token'], actAs: params?.['as'] },
        secure,
      )
      const identity = await requireParticipant(services.identity, credentials)
      presented.set(identity, credentials)
      return identity
    },

    async isStillValid(identity) {
      try {
        const now = await requireParticipant(services.identity, credentialsOf(identity))
        return (
          now.credential.id === identity.credential.id &&
          rightsOf(now.actor) === rightsOf(identity.actor)
        )
      } catch (error) {
        if (error instanceof ChatError) return false
        throw error
      }
    },

    createContext: ({ identity, connection, request }): Context => ({
      services,
      credentials: credentialsOf(identity),
      requestId: randomUUID(),
      ip: clientIp(request),
      noteActor: () => {},
      connection,
      customerCookie: null,
    }),

    takeConnect: (request) => services.limits.take('connect', clientIp(request)),

    mayBeStaff: ({ headers }) => headers.cookie?.includes(`${sessionCookieName(secure)}=`) ?? false,
  }
}
