import type { Bus } from '@shopbell/chat-core'
import { authSchema, type Database } from '@shopbell/db'
import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import type { Env } from '../env.ts'
import type { Logger } from '../observability/logger.ts'
import type { SignedIn } from './identity.ts'
import { hashPassword, passwordMaxChars, passwordMinChars, verifyPassword } from './password.ts'
import { isWeakPassword } from './weak-password.ts'

const HOUR_S = 60 * 60
const DAY_S = 24 * HOUR_S
/** a session ends after this long without a call, and after `ABSOLUTE_S` in any case. */
const IDLE_S = 12 * HOUR_S
const ABSOLUTE_S = 7 * DAY_S
/** A session's use is written down at most this often. */
const TOUCH_S = 15 * 60

/** Where our HTTP layer puts the caller's address, which it alone knows. */
export const clientIpHeader = 'x-shopbell-client-ip'

const cookiePrefix = (secure: boolean): string => (secure ? '__Host-shopbell' : 'shopbell')

/** @param secure whether browsers reach us by https */
export const sessionCookieName = (secure: boolean): string =>
  `${cookiePrefix(secure)}.session_token`

export interface AuthOptions {
  readonly env: Pick<Env, 'publicApiUrl' | 'secure' | 'allowedOrigins'>
  readonly secret: string
  readonly database: Database
  readonly bus: Bus
  readonly logger: Logger
}

/** Accounts and sessions of people who sign in: staff, and shoppers with an account. */
export type Auth = ReturnType<typeof createAuth>

/** better-auth on our tables, with our rules: see each option for the requirement it answers. */
export function createAuth({ env, secret, database, bus, logger }: AuthOptions) {
  return betterAuth({
    baseURL: env.publicApiUrl,
    basePath: '/api/auth',
    secret,
    trustedOrigins: [...env.allowedOrigins],
    database: drizzleAdapter(database.drizzle, {
      provider: 'pg',
      schema: authSchema,
      transaction: true,
    }),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: passwordMinChars,
      maxPasswordLength: passwordMaxChars,
      // Makes signing up take as long, and say the same, for a known address as for a new one.
      autoSignIn: false,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: { expiresIn: IDLE_S, updateAge: TOUCH_S },
    advanced: {
      cookiePrefix: cookiePrefix(env.secure),
      // The prefix above says more than the `__Secure-` this would add.
      useSecureCookies: false,
      defaultCookieAttributes: { secure: env.secure, httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [clientIpHeader] },
    },
    hooks: {
      before: createAuthMiddleware(async (context) => {
        const password: unknown = context.path === '/sign-up/email' && context.body?.password
        if (typeof password !== 'string' || password.length < passwordMinChars) return
        if (isWeakPassword(password)) {
          throw new APIError('BAD_REQUEST', {
            code: 'PASSWORD_TOO_COMMON',
            message: 'This password is easy to guess. Please choose another.',
          })
        }
      }),
      after: createAuthMiddleware(async (context) => {
        const session = context.context.newSession
        if (!session) return
        // The row decides when a session ends; its cookie only has to outlive it, also when sockets alone keep it alive.
        const { name, attributes } = context.context.authCookies.sessionToken
        await context.setSignedCookie(name, session.session.token, context.context.secret, {
          ...attributes,
          maxAge: ABSOLUTE_S,
        })
      }),
    },
    databaseHooks: {
      session: {
        update: {
          before: async (change, context) => {
            const createdAt = context?.context.session?.session.createdAt
            if (!createdAt || !change.expiresAt) return
            const last = new Date(createdAt.getTime() + ABSOLUTE_S * 1_000)
            return {
              data: { ...change, expiresAt: change.expiresAt < last ? change.expiresAt : last },
            }
          },
        },
        delete: {
          after: async (session) => {
            bus.publish({ type: 'access.revoked', subject: 'session', id: session.id })
          },
        },
      },
    },
    // Counted in limits/rate-limits.ts, by account and address.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    onAPIError: {
      onError: (error) => {
        const isRefusal = error instanceof APIError && error.statusCode < 500
        if (!isRefusal) logger.error({ source: 'auth', err: error }, 'unexpected error')
      },
    },
    logger: {
      level: 'error',
      // Its lines may name addresses, and of what it is given beside them only errors are logged.
      log: (_level, message, ...values) => {
        const err = values.find((value) => value instanceof Error)
        logger.error({ source: 'auth', err }, message.replace(/\S+@\S+/g, '[redacted]'))
      },
    },
  })
}

/** The person of a live session cookie, or null. Counts as a use of the session. */
export async function readSession(auth: Auth, cookies: string): Promise<SignedIn | null> {
  const found = await auth.api.getSession({ headers: new Headers({ cookie: cookies }) })
  if (!found) return null
  const { id, name, email } = found.user
  return { sessionId: found.session.id, person: { id, name, email } }
}
