import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'

const password = 'drei Elstern am Zaun'

/** The cookies that an API hands out, one of each kind, by name. */
async function cookiesOf(api: TestApi, origin: string): Promise<ReadonlyMap<string, string>> {
  const browser = api.newBrowser({ origin })
  const account = { email: 'mara@lamps.example', password }
  await browser.post('/api/auth/sign-up/email', { name: 'Mara', ...account })
  const answers = [
    await browser.post('/api/chat/session'),
    await browser.post('/api/auth/sign-in/email', account),
  ]
  const lines = answers.flatMap((answer) => answer.headers.getSetCookie())
  return new Map(lines.map((line) => [line.slice(0, line.indexOf('=')), line]))
}

describe('R-24, R-26: cookies over http, on a developer’s machine', () => {
  let api: TestApi
  beforeAll(async () => {
    api = await startTestApi()
  })
  afterAll(() => api.close())

  it('cannot be read by scripts and are not sent along from other sites', async () => {
    const cookies = await cookiesOf(api, 'http://localhost:3000')
    expect([...cookies.keys()]).toEqual(['shopbell_customer', 'shopbell.session_token'])
    for (const cookie of cookies.values()) {
      expect(cookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/)
      expect(cookie).not.toMatch(/Secure|Domain/)
    }
  })

  it('R-24: hold a customer for 180 days, as 256 random bits', async () => {
    const cookie = (await cookiesOf(api, 'http://localhost:3000')).get('shopbell_customer')
    expect(cookie).toMatch(/^shopbell_customer=[\w-]{43}; Max-Age=15552000;/)
  })
})

describe('R-24, R-26: cookies over https', () => {
  let api: TestApi
  beforeAll(async () => {
    api = await startTestApi({
      env: { NODE_ENV: 'production', PUBLIC_URL: 'https://shop.example', PUBLIC_API_URL: '' },
    })
  })
  afterAll(() => api.close())

  it('belong to exactly this host and never travel in the clear', async () => {
    const cookies = await cookiesOf(api, 'https://shop.example')
    expect([...cookies.keys()]).toEqual([
      '__Host-shopbell_customer',
      '__Host-shopbell.session_token',
    ])
    for (const cookie of cookies.values()) {
      expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
      expect(cookie).not.toContain('Domain')
    }
  })

  it('R-01: browsers are told to come back by https only', async () => {
    const { headers } = await api.newBrowser().fetch('/api/health')
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000')
  })
})
