import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'

/** Everything the API reads from its environment, parsed. Documented in `.env.example`. */
export interface Env {
  readonly production: boolean
  /** null: the embedded database under `dataDir`. */
  readonly databaseUrl: string | null
  readonly dataDir: string
  /** What connects several nodes; null: this node is alone. */
  readonly redisUrl: string | null
  readonly host: string
  readonly apiPort: number
  /** Origin of the web app as browsers see it; null on a developer's machine. */
  readonly publicUrl: string | null
  /** Origin of this API as browsers see it. */
  readonly publicApiUrl: string
  /** Whether browsers reach us by https: decides cookie names and flags. */
  readonly secure: boolean
  /** Exactly these origins may send credentials or open a socket. */
  readonly allowedOrigins: readonly string[]
  /** null: one is generated into `dataDir` (never in production). */
  readonly authSecret: string | null
  /** Proxies whose `X-Forwarded-For` is believed; empty: none. */
  readonly trustedProxies: readonly string[]
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
  /** Whether an empty database becomes the demo shop: an embedded one that the public cannot reach. */
  readonly seedDemo: boolean
  readonly shopName: string
  readonly rateLimits: boolean
  /** How long a node that was told to end goes on as before, until the load balancer has noticed. */
  readonly drainWaitMs: number
}

/** The environment cannot be used; each problem is one line for a person. */
export class EnvError extends Error {
  override readonly name = 'EnvError'

  constructor(problems: readonly string[]) {
    super(`The environment cannot be used:\n${problems.map((line) => `  - ${line}`).join('\n')}`)
  }
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
const SECRET_MIN_CHARS = 32
/** A secret of fewer different characters than this was typed, not generated. */
const SECRET_MIN_DISTINCT = 10

/** What a load balancer that asks every second or two needs. */
const DRAIN_WAIT_MS = 5_000
const DRAIN_WAIT_MAX_MS = 120_000

const isProxy = (value: string): boolean => {
  const [address = '', bits = '0', ...rest] = value.split('/')
  return isIP(address) > 0 && rest.length === 0 && /^\d{1,3}$/.test(bits)
}

const list = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter((item) => item !== ''))

const port = (fallback: number) =>
  z.coerce.number('must be a port number').int().min(0).max(65_535).default(fallback)

const origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null
  const bare = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.username
  if (url && bare && url.search === '' && url.hash === '') return url.origin
  context.addIssue('must be an origin such as https://shop.example, without a path')
  return z.NEVER
})

const flag = (on: string, off: string) => z.enum([on, off]).transform((value) => value === on)

const schema = z.object({
  NODE_ENV: z.string().default('development'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, {
      error: 'must start with postgres:// or postgresql://',
      abort: true,
    })
    .refine(URL.canParse, 'must be a URL')
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, { error: 'must start with redis:// or rediss://', abort: true })
    .refine(URL.canParse, 'must be a URL')
    .optional(),
  DATA_DIR: z.string().default(resolve(import.meta.dirname, '../../../.data')),
  HOST: z.string().default('127.0.0.1'),
  API_PORT: port(3001),
  WEB_PORT: port(3000),
  PUBLIC_URL: origin.optional(),
  PUBLIC_API_URL: origin.optional(),
  ALLOWED_ORIGINS: list.pipe(z.array(origin)),
  AUTH_SECRET: z
    .string()
    .min(SECRET_MIN_CHARS, {
      error: `must have at least ${SECRET_MIN_CHARS} characters`,
      abort: true,
    })
    .refine(
      (secret) => new Set(secret).size >= SECRET_MIN_DISTINCT,
      'looks typed by hand; use a random one, such as `openssl rand -base64 32`',
    )
    .optional(),
  TRUST_PROXY: list.refine(
    (items) => items.every(isProxy),
    'must list the addresses or networks of your proxies, such as 10.0.0.0/8',
  ),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  SEED_DEMO: flag('1', '0').optional(),
  ALLOW_INSECURE: flag('1', '0').default(false),
  SHOP_NAME: z.string().trim().min(1).max(80).default('Lamps that last'),
  RATE_LIMITS: flag('on', 'off').default(true),
  DRAIN_WAIT_MS: z.coerce
    .number('must be a number of milliseconds')
    .int()
    .min(0)
    .max(DRAIN_WAIT_MAX_MS)
    .optional(),
})

type Parsed = z.output<typeof schema>

const isPublic = (url: string): boolean => !LOOPBACK.has(new URL(url).hostname)

const localOrigins = (port: number): string[] =>
  ['localhost', '127.0.0.1'].map((host) => `http://${host}:${port}`)

/** Where browsers look for the API when nobody says: the page's own host, on the API's port. */
function beside(webUrl: string | undefined, apiPort: number): string {
  const url = new URL(webUrl ?? 'http://localhost')
  url.port = String(apiPort)
  return url.origin
}

/** What parses one by one but does not go together (R-01, R-48). */
function conflicts(vars: Parsed, production: boolean): string[] {
  const problems: string[] = []
  if (production && !vars.AUTH_SECRET) {
    problems.push(`AUTH_SECRET is required in production (${SECRET_MIN_CHARS} characters or more)`)
  }
  if (vars.REDIS_URL && !vars.DATABASE_URL) {
    problems.push(
      'REDIS_URL connects several processes, and they cannot share an embedded database: set DATABASE_URL as well',
    )
  }
  for (const name of ['PUBLIC_URL', 'PUBLIC_API_URL'] as const) {
    const url = vars[name]
    if (!url || !isPublic(url)) continue
    if (!production) problems.push(`${name} is public, so NODE_ENV must be production`)
    if (url.startsWith('http:') && !vars.ALLOW_INSECURE) {
      problems.push(`${name} must use https (or set ALLOW_INSECURE=1 if you mean it)`)
    }
  }
  return problems
}

/**
 * Reads the environment: the only door to it.
 * @param source usually `process.env`; empty values count as missing
 * @throws EnvError naming every variable that is wrong, never its value
 */
export function loadEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const result = schema.safeParse(given)
  if (!result.success) {
    throw new EnvError(
      result.error.issues.map((issue) => `${issue.path[0]?.toString()}: ${issue.message}`),
    )
  }
  const vars = result.data
  const production = vars.NODE_ENV === 'production'
  const problems = conflicts(vars, production)
  if (problems.length > 0) throw new EnvError(problems)

  const publicApiUrl = vars.PUBLIC_API_URL ?? beside(vars.PUBLIC_URL, vars.API_PORT)
  return {
    production,
    databaseUrl: vars.DATABASE_URL ?? null,
    dataDir: resolve(vars.DATA_DIR),
    redisUrl: vars.REDIS_URL ?? null,
    host: vars.HOST,
    apiPort: vars.API_PORT,
    publicUrl: vars.PUBLIC_URL ?? null,
    publicApiUrl,
    secure: publicApiUrl.startsWith('https:'),
    allowedOrigins: [
      ...new Set([
        ...(vars.PUBLIC_URL ? [vars.PUBLIC_URL] : localOrigins(vars.WEB_PORT)),
        ...(vars.PUBLIC_API_URL ? [vars.PUBLIC_API_URL] : localOrigins(vars.API_PORT)),
        ...vars.ALLOWED_ORIGINS,
      ]),
    ],
    authSecret: vars.AUTH_SECRET ?? null,
    trustedProxies: vars.TRUST_PROXY,
    logLevel: vars.LOG_LEVEL,
    seedDemo: vars.SEED_DEMO ?? !(vars.DATABASE_URL || vars.PUBLIC_URL || vars.PUBLIC_API_URL),
    shopName: vars.SHOP_NAME,
    rateLimits: vars.RATE_LIMITS,
    drainWaitMs: vars.DRAIN_WAIT_MS ?? (production ? DRAIN_WAIT_MS : 0),
  }
}
