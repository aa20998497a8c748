import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, pageOrigin } from '../testing/browser.ts'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'

let api: TestApi
let browser: Browser
let roomId: string

beforeAll(async () => {
  api = await startTestApi({ env: { ALLOWED_ORIGINS: 'https://www.shop.example' } })
  ;({ browser, roomId } = await api.newCustomer())
})
afterAll(() => api.close())

const strangers = [
  'null',
  'https://shop.example',
  'https://evil.www.shop.example',
  'https://www.shop.example.evil.com',
  'https://evilwww.shop.example',
  'https://www.shop.example@evil.com',
  'https://www.shop.example:8443',
  'http://www.shop.example',
  'https://WWW.shop.example',
  'https://www.shop.example.',
  'https://www.shop.example/',
  'https://xn--shp-7na.example',
  'http://localhost:3002',
  'http://localhost',
  'http://127.0.0.2:3000',
  'http://[::1]:3000',
  'file://',
  'chrome-extension://abcdef',
  '',
]

const send = (headers: Record<string, string>, body = '{}') => {
  const cookie = [...browser.cookies].map((pair) => pair.join('=')).join('; ')
  const url = `${api.url}/api/chat/room/${roomId}/close`
  return fetch(url, { method: 'POST', headers: { cookie, ...headers }, body })
}

const json = { 'content-type': 'application/json' }

describe('R-35: a change from a page that is not ours', () => {
  it.each(strangers)('is refused: %s', async (origin) => {
    const response = await send({ ...json, origin })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'not_permitted' })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })

  it.each(['cross-site', 'same-site', 'none'])(
    'is refused when the browser hides its origin: %s',
    async (site) => {
      expect((await send({ ...json, 'sec-fetch-site': site })).status).toBe(403)
    },
  )

  it('is refused for signing in as well', async () => {
    const response = await fetch(`${api.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { ...json, origin: 'https://evil.example' },
      body: JSON.stringify({ email: 'a@lamps.example', password: 'whatever it is' }),
    })
    expect(response.status).toBe(403)
  })

  it('is logged as a security event', async () => {
    await send({ ...json, origin: 'https://evil.example' })
    expect(api.log.at(-2)).toContain('"security":"origin.refused"')
  })
})

describe('R-35: a form cannot send what a cookie would be believed for', () => {
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain; application/json',
    'application/jsonx',
  ])('%s', async (contentType) => {
    const response = await send({ origin: pageOrigin, 'content-type': contentType }, 'a=b')
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'input_invalid' })
  })
})

describe('R-35: our own pages', () => {
  it.each([pageOrigin, 'http://127.0.0.1:3000', 'https://www.shop.example'])(
    'may change things and read the answer: %s',
    async (origin) => {
      const response = await send({ ...json, origin })
      expect(response.status).toBe(200)
      expect(response.headers.get('access-control-allow-origin')).toBe(origin)
      expect(response.headers.get('access-control-allow-credentials')).toBe('true')
    },
  )

  it('are told apart by caches, on every kind of route', async () => {
    for (const path of ['/api/health', '/api/trpc/account.me', '/api/auth/get-session', '/api/x']) {
      const response = await browser.fetch(path)
      expect(response.headers.get('vary'), path).toMatch(/\borigin\b/i)
      expect(response.headers.get('access-control-allow-origin'), path).toBe(pageOrigin)
    }
  })

  it('learn before a call what they may send', async () => {
    const preflight = (origin: string) =>
      fetch(`${api.url}/api/trpc/room.send`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type,x-shopbell-as',
        },
      })
    const ours = await preflight(pageOrigin)
    expect(ours.status).toBe(204)
    expect(ours.headers.get('access-control-allow-headers')).toContain('x-shopbell-as')
    const theirs = await preflight('https://evil.example')
    expect(theirs.headers.get('access-control-allow-origin')).toBeNull()
  })
})

it('a program without a browser needs no origin', async () => {
  expect((await send(json)).status).toBe(200)
})
