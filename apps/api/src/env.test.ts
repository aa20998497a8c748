import { describe, expect, it } from 'vitest'
import { EnvError, loadEnv } from './env.ts'

const secret = 'kq8Zr2Vn0x7Yt5Wb1Lm9Pd4Hs6Fj3GcA'

const problemsOf = (source: Record<string, string>): string => {
  try {
    loadEnv(source)
    return ''
  } catch (error) {
    if (error instanceof EnvError) return error.message
    throw error
  }
}

describe('R-48: a boot that would not be safe is refused', () => {
  it.each([
    ['production without a secret', { NODE_ENV: 'production' }, 'AUTH_SECRET is required'],
    ['a short secret', { AUTH_SECRET: secret.slice(0, 31) }, 'AUTH_SECRET: must have at least 32'],
    ['a default secret', { AUTH_SECRET: 'changeme'.repeat(5) }, 'AUTH_SECRET: looks typed by hand'],
    [
      'a public address outside production',
      { PUBLIC_URL: 'https://shop.example' },
      'PUBLIC_URL is public, so NODE_ENV must be production',
    ],
    [
      'a database that is no Postgres',
      { DATABASE_URL: 'mysql://db/x' },
      'DATABASE_URL: must start',
    ],
    ['a Redis that is none', { REDIS_URL: 'localhost:6379' }, 'REDIS_URL: must start'],
    [
      'a Redis beside an embedded database, which only one process can use',
      { REDIS_URL: 'redis://cache' },
      'set DATABASE_URL as well',
    ],
    ['an address with a path', { PUBLIC_URL: 'https://shop.example/chat' }, 'PUBLIC_URL: must be'],
    ['an origin that is none', { ALLOWED_ORIGINS: 'shop.example' }, 'ALLOWED_ORIGINS: must be'],
    ['every proxy trusted', { TRUST_PROXY: 'true' }, 'TRUST_PROXY: must list'],
    ['a port that is none', { API_PORT: '70000' }, 'API_PORT: '],
    ['a word that is not known', { RATE_LIMITS: 'no' }, 'RATE_LIMITS: '],
  ])('%s', (_what, source, problem) => {
    expect(problemsOf(source)).toContain(problem)
  })

  it('R-01: plain http to the public is refused unless it is meant', () => {
    const open = { NODE_ENV: 'production', AUTH_SECRET: secret, PUBLIC_URL: 'http://shop.example' }
    expect(problemsOf(open)).toContain('PUBLIC_URL must use https')
    expect(loadEnv({ ...open, ALLOW_INSECURE: '1' }).secure).toBe(false)
  })

  it('names every wrong variable at once, and never a value', () => {
    const message = problemsOf({ API_PORT: 'x', AUTH_SECRET: 'hush', DATABASE_URL: 'hush-hush' })
    expect(message.match(/^ {2}- /gm)).toHaveLength(3)
    expect(message).not.toContain('hush')
  })
})

describe('the environment of a fresh machine', () => {
  it('needs nothing: local ports, an embedded database, no secret yet', () => {
    expect(loadEnv({})).toMatchObject({
      production: false,
      databaseUrl: null,
      redisUrl: null,
      host: '127.0.0.1',
      apiPort: 3001,
      authSecret: null,
      secure: false,
      rateLimits: true,
      publicApiUrl: 'http://localhost:3001',
    })
  })

  it('lets in the local web app and the API’s own pages, and nobody else', () => {
    expect(loadEnv({ WEB_PORT: '4000', API_PORT: '4001' }).allowedOrigins).toEqual([
      'http://localhost:4000',
      'http://127.0.0.1:4000',
      'http://localhost:4001',
      'http://127.0.0.1:4001',
    ])
  })

  it('R-25: shows the demo shop, whose passwords are known, only where the public cannot reach it', () => {
    const production = { NODE_ENV: 'production', AUTH_SECRET: secret }
    expect(loadEnv({}).seedDemo).toBe(true)
    expect(loadEnv({ SEED_DEMO: '0' }).seedDemo).toBe(false)
    expect(loadEnv({ ...production, PUBLIC_URL: 'https://shop.example' }).seedDemo).toBe(false)
    expect(loadEnv({ DATABASE_URL: 'postgres://db/shop' }).seedDemo).toBe(false)
    expect(loadEnv({ DATABASE_URL: 'postgres://db/shop', SEED_DEMO: '1' }).seedDemo).toBe(true)
  })

  it('treats an empty variable as missing', () => {
    expect(loadEnv({ DATABASE_URL: '', AUTH_SECRET: '' }).databaseUrl).toBeNull()
  })
})

describe('the environment of several nodes', () => {
  it.each(['redis://:secret@cache:6379/1', 'rediss://cache'])(
    'names the database and the Redis they share: %s',
    (redisUrl) => {
      const nodes = { DATABASE_URL: 'postgres://db/shop', REDIS_URL: redisUrl }
      expect(loadEnv(nodes)).toMatchObject({ databaseUrl: 'postgres://db/shop', redisUrl })
    },
  )
})

describe('the environment of a public shop', () => {
  const shop = {
    NODE_ENV: 'production',
    AUTH_SECRET: secret,
    PUBLIC_URL: 'https://shop.example',
    PUBLIC_API_URL: 'https://chat.shop.example/',
    ALLOWED_ORIGINS: 'https://www.shop.example, https://shop.at',
  }

  it('lets in exactly what is listed', () => {
    expect(loadEnv(shop)).toMatchObject({
      secure: true,
      publicApiUrl: 'https://chat.shop.example',
      allowedOrigins: [
        'https://shop.example',
        'https://chat.shop.example',
        'https://www.shop.example',
        'https://shop.at',
      ],
    })
  })

  it('looks for the API beside the shop when nobody says where it is', () => {
    const { PUBLIC_API_URL: _, ...beside } = shop
    expect(loadEnv(beside).publicApiUrl).toBe('https://shop.example:3001')
  })
})
