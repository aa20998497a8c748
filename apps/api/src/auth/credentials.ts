import fastifyCookie from '@fastify/cookie'
import { customerCookieName, presentedTokenHash } from './customer-token.ts'

/** Which of two credentials in one browser is meant. It picks, and never grants anything. */
export type ActAs = 'customer' | 'agent'

/** What a request presents. Nothing in it is believed before `Identity` has looked it up. */
export interface Credentials {
  /** The whole Cookie header: a person's session may be in it. */
  readonly cookies: string
  /** Of the customer's token; null without one, or with what cannot be one. */
  readonly tokenHash: string | null
  readonly actAs: ActAs | null
}

export interface Presented {
  readonly cookies: string | undefined
  /** A customer's token that did not come as a cookie. */
  readonly token: string | undefined
  readonly actAs: string | undefined
}

const BEARER = /^Bearer +(\S+)$/i

/** The token of an Authorization header. */
export const bearerToken = (authorization: string | undefined): string | undefined =>
  authorization?.match(BEARER)?.[1]

/** @param secure whether browsers reach us by https, which decides the cookie's name */
export function readCredentials(presented: Presented, secure: boolean): Credentials {
  const cookies = presented.cookies ?? ''
  const token = presented.token ?? fastifyCookie.parse(cookies)[customerCookieName(secure)]
  const { actAs } = presented
  return {
    cookies,
    tokenHash: presentedTokenHash(token),
    actAs: actAs === 'customer' || actAs === 'agent' ? actAs : null,
  }
}
