import { createHash, randomBytes } from 'node:crypto'
import type { CookieSerializeOptions } from '@fastify/cookie'

const DAY_MS = 24 * 60 * 60 * 1_000
const TOKEN_BYTES = 32
const TOKEN = /^[A-Za-z0-9_-]{43}$/

/** Absolute life of a customer's token; the store ends it sooner when it lies idle. */
export const customerTokenTtlMs = 180 * DAY_MS

/** What a browser proves its customer with: 256 random bits, of which only the hash is ever stored. */
export const mintCustomerToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url')

/** Hex SHA-256. The token is random, so a plain hash needs no salt. */
export const hashCustomerToken = (token: string): string =>
  createHash('sha256').update(token).digest('hex')

/** The hash of a presented token, or null for what cannot be one. */
export const presentedTokenHash = (token: string | undefined): string | null =>
  token && TOKEN.test(token) ? hashCustomerToken(token) : null

/** `__Host-` pins the cookie to this host, this path and https; browsers refuse it over http. */
export const customerCookieName = (secure: boolean): string =>
  secure ? '__Host-shopbell_customer' : 'shopbell_customer'

export const customerCookieOptions = (secure: boolean): CookieSerializeOptions => ({
  httpOnly: true,
  secure,
  sameSite: 'lax',
  path: '/',
  maxAge: customerTokenTtlMs / 1_000,
})
