import { createHmac } from 'node:crypto'
import { personName, toInputError } from '@shopbell/chat-core/schemas'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Auth, clientIpHeader } from '../auth/auth.ts'
import { passwordMaxChars } from '../auth/password.ts'
import type { RateLimits } from '../limits/rate-limits.ts'
import { logSecurity } from '../observability/security-log.ts'
import type { ClientIp } from './client-ip.ts'
import { factsOf } from './error-response.ts'

export interface AuthRoutesOptions {
  readonly auth: Auth
  readonly limits: RateLimits
  readonly clientIp: ClientIp
  /** Names accounts in the log without saying whose they are. */
  readonly secret: string
  readonly baseUrl: string
}

type Handle = (request: FastifyRequest) => Promise<Response>

/** RFC 5321's longest path, without its brackets. */
const EMAIL_MAX_CHARS = 254

const password = z.string().max(passwordMaxChars)
const email = z.email('This is not an address.').max(EMAIL_MAX_CHARS).toLowerCase()
const signUpInput = z.strictObject({ name: personName, email, password })
const signInInput = z.strictObject({ email, password })
type SignIn = z.output<typeof signInInput>
const noInput = z.strictObject({}).nullish()

/** The body and nothing else that better-auth would act on, such as where to redirect to. */
function parseBody<Output>(schema: z.ZodType<Output>, { body }: FastifyRequest): Output {
  const result = schema.safeParse(body)
  if (!result.success) throw toInputError(result.error)
  return result.data
}

const FORWARDED_HEADERS = ['cookie', 'origin', 'user-agent', 'sec-fetch-site']

interface Forward {
  readonly url: URL
  readonly ip: string
  /** null: it is a question. */
  readonly body: object | null
}

function toWebRequest(request: FastifyRequest, { url, ip, body }: Forward): Request {
  const headers = new Headers()
  for (const name of FORWARDED_HEADERS) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  headers.set(clientIpHeader, ip)
  if (body) headers.set('content-type', 'application/json')
  return new Request(url, {
    method: body ? 'POST' : 'GET',
    headers,
    body: body && JSON.stringify(body),
  })
}

/** Signing up, in and out: these paths of better-auth and no others. */
export function addAuthRoutes(app: FastifyInstance, options: AuthRoutesOptions): void {
  const { auth, limits, clientIp, secret, baseUrl } = options

  const forward = (request: FastifyRequest, path: string, body: object | null = null) =>
    auth.handler(
      toWebRequest(request, {
        url: new URL(`/api/auth/${path}`, baseUrl),
        ip: clientIp(request.raw),
        body,
      }),
    )

  async function enter(request: FastifyRequest, body: SignIn): Promise<Response> {
    const key = `${clientIp(request.raw)} ${body.email}`
    await limits.take('signIn', key)
    const response = await forward(request, 'sign-in/email', body)
    if (response.ok) await limits.reset('signIn', key)
    request.actorId = createHmac('sha256', secret).update(body.email).digest('hex').slice(0, 16)
    logSecurity(
      request.log,
      response.ok ? 'auth.signed_in' : 'auth.sign_in_failed',
      factsOf(request, clientIp),
    )
    return response
  }

  const signIn: Handle = async (request) => enter(request, parseBody(signInInput, request))

  /** Then signs in: with an address that is somebody's already, that fails like any wrong password. */
  const signUp: Handle = async (request) => {
    const body = parseBody(signUpInput, request)
    await limits.take('signUp', clientIp(request.raw))
    const response = await forward(request, 'sign-up/email', body)
    const { email, password } = body
    return response.ok ? enter(request, { email, password }) : response
  }

  const signOut =
    (path: 'sign-out' | 'revoke-sessions'): Handle =>
    async (request) => {
      const response = await forward(request, path, parseBody(noInput, request) ?? {})
      logSecurity(request.log, 'auth.signed_out', factsOf(request, clientIp))
      return response
    }

  const serve = (handle: Handle) => async (request: FastifyRequest, reply: FastifyReply) => {
    const response = await handle(request)
    if (response.status >= 500) throw new Error('Signing in or out failed; see the line before.')
    return reply.send(response)
  }

  app.post('/api/auth/sign-up/email', serve(signUp))
  app.post('/api/auth/sign-in/email', serve(signIn))
  app.post('/api/auth/sign-out', serve(signOut('sign-out')))
  app.post('/api/auth/revoke-sessions', serve(signOut('revoke-sessions')))
  app.get(
    '/api/auth/get-session',
    serve((request) => forward(request, 'get-session')),
  )
}
