import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from '../testing/browser.ts'
import { refusalOf } from '../testing/refusal.ts'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi({ env: { RATE_LIMITS: 'on' } })
})
afterAll(() => api.close())

const password = 'drei Elstern am Zaun'

/** Everything of an answer but what differs for every person and every moment. */
async function outline(response: Response): Promise<unknown> {
  const body = (await response.json()) as { user?: object }
  const shape = body.user
    ? { ...body, user: { ...body.user, id: '', email: '', createdAt: '', updatedAt: '' } }
    : body
  return { status: response.status, body: shape, cookies: response.headers.getSetCookie() }
}

const signUp = (browser: Browser, email: string, secret = password) =>
  browser.post('/api/auth/sign-up/email', { name: 'Mara', email, password: secret })

const signIn = (browser: Browser, email: string, secret = password) =>
  browser.post('/api/auth/sign-in/email', { email, password: secret })

/** A browser that is signed in with a new account. */
async function newPerson(email: string): Promise<Browser> {
  const browser = api.newBrowser()
  await signUp(browser, email)
  return browser
}

describe('R-25: answers that do not tell who has an account', () => {
  it('to signing up with a known address: the same as to signing in with a wrong password', async () => {
    await signUp(api.newBrowser(), 'mara@lamps.example')
    const again = await signUp(api.newBrowser(), 'MARA@lamps.example', 'another long one')
    const guess = await signIn(api.newBrowser(), 'mara@lamps.example', 'another long one')
    expect(await outline(again)).toEqual(await outline(guess))
  })

  it('to signing up with a known address: the account keeps its name and password', async () => {
    await signUp(api.newBrowser(), 'keeps@lamps.example')
    await signUp(api.newBrowser(), 'keeps@lamps.example', 'another long one')
    const browser = api.newBrowser()
    expect((await signIn(browser, 'keeps@lamps.example', 'another long one')).status).toBe(401)
    expect((await signIn(browser, 'keeps@lamps.example')).status).toBe(200)
  })

  it('to signing in: the same for a wrong password and for nobody', async () => {
    await signUp(api.newBrowser(), 'known@lamps.example')
    const wrong = await outline(await signIn(api.newBrowser(), 'known@lamps.example', 'not this'))
    const nobody = await outline(await signIn(api.newBrowser(), 'nobody@lamps.example'))
    expect(wrong).toMatchObject({ status: 401, cookies: [] })
    expect(nobody).toEqual(wrong)
  })
})

it('signing up signs in as well', async () => {
  const browser = api.newBrowser()
  expect((await signUp(browser, 'new@lamps.example')).status).toBe(200)
  expect(await browser.trpc.account.me.query()).toEqual({
    person: { id: expect.any(String), name: 'Mara', email: 'new@lamps.example' },
    agent: null,
  })
})

describe('R-25: passwords', () => {
  it.each([
    ['short-of-12', 'PASSWORD_TOO_SHORT'],
    ['password1234', 'PASSWORD_TOO_COMMON'],
  ])('%s is refused', async (secret, code) => {
    const response = await signUp(api.newBrowser(), 'weak@lamps.example', secret)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code })
  })

  it('are kept as argon2id only', async () => {
    await signUp(api.newBrowser(), 'hashed@lamps.example')
    const { internalAdapter } = await api.deps.auth.$context
    const found = await internalAdapter.findUserByEmail('hashed@lamps.example', {
      includeAccounts: true,
    })
    expect(found?.accounts[0]?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })
})

describe('R-25: guessing', () => {
  it('ends after five tries per account and address, with the time to wait', async () => {
    const browser = api.newBrowser()
    await signUp(browser, 'guess@lamps.example')
    const statuses: number[] = []
    for (let tries = 0; tries < 5; tries += 1) {
      statuses.push((await signIn(browser, 'guess@lamps.example', `guess ${tries}`)).status)
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401])
    const sixth = await signIn(browser, 'Guess@lamps.example')
    expect(sixth.status).toBe(429)
    expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(290)
    expect(await sixth.json()).toMatchObject({ code: 'rate_limited' })
  })

  it('does not lock others out', async () => {
    const browser = api.newBrowser()
    await signUp(browser, 'other@lamps.example')
    expect((await signIn(browser, 'other@lamps.example')).status).toBe(200)
  })

  it('starts to count anew after a success', async () => {
    const browser = api.newBrowser()
    await signUp(browser, 'clumsy@lamps.example')
    for (let round = 0; round < 2; round += 1) {
      for (let tries = 0; tries < 4; tries += 1) await signIn(browser, 'clumsy@lamps.example', 'no')
      expect((await signIn(browser, 'clumsy@lamps.example')).status).toBe(200)
    }
  })
})

describe('R-14: signing in takes an address and a password, and nothing else', () => {
  it.each([
    ['where to go next', { callbackURL: 'https://evil.example' }],
    ['how long to stay', { rememberMe: false }],
    ['a role', { role: 'admin' }],
    ['an id', { id: 'x' }],
  ])('%s is refused', async (_what, extra) => {
    const body = { email: 'extra@lamps.example', password }
    const response = await api.newBrowser().post('/api/auth/sign-in/email', { ...body, ...extra })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'input_invalid' })
  })

  it('no other door of the library is open', async () => {
    for (const path of ['change-password', 'update-user', 'list-sessions', 'delete-user', 'ok']) {
      expect((await api.newBrowser().post(`/api/auth/${path}`)).status, path).toBe(404)
    }
  })
})

describe('R-23: signing out', () => {
  it('kills the session: a captured cookie is worth nothing', async () => {
    const browser = await newPerson('out@lamps.example')
    const captured = api.newBrowser()
    for (const [name, value] of browser.cookies) captured.cookies.set(name, value)
    expect(await captured.trpc.account.me.query()).toMatchObject({ person: { name: 'Mara' } })
    await browser.post('/api/auth/sign-out')
    expect(await captured.trpc.account.me.query()).toBeNull()
    expect(browser.cookies.size).toBe(0)
  })

  it('R-09: tells everybody whose session ended, so that its sockets close', async () => {
    const browser = await newPerson('told@lamps.example')
    const { internalAdapter } = await api.deps.auth.$context
    const found = await internalAdapter.findUserByEmail('told@lamps.example')
    const [told] = await internalAdapter.listSessions(found?.user.id ?? '')
    const revoked: unknown[] = []
    const stop = api.deps.services.ports.bus.subscribe((notice) => revoked.push(notice))
    await browser.post('/api/auth/sign-out')
    stop()
    expect(revoked).toContainEqual({ type: 'access.revoked', subject: 'session', id: told?.id })
  })

  it('R-09: everywhere ends every session of the person', async () => {
    const phone = await newPerson('everywhere@lamps.example')
    const laptop = api.newBrowser()
    await signIn(laptop, 'everywhere@lamps.example')
    await phone.post('/api/auth/revoke-sessions')
    expect(await laptop.trpc.account.me.query()).toBeNull()
  })
})

describe('R-26: a session', () => {
  const HOUR_MS = 60 * 60 * 1_000

  async function change(email: string, times: { createdAt?: Date; expiresAt?: Date }) {
    const { internalAdapter, adapter } = await api.deps.auth.$context
    const found = await internalAdapter.findUserByEmail(email)
    const where = [{ field: 'userId', value: found?.user.id ?? '' }]
    await adapter.updateMany({ model: 'session', where, update: times })
    return async () => {
      const session = await adapter.findOne<{ expiresAt: Date }>({ model: 'session', where })
      return session ? session.expiresAt.getTime() - Date.now() : null
    }
  }

  it('that lay idle for twelve hours is over', async () => {
    const browser = await newPerson('idle@lamps.example')
    await change('idle@lamps.example', { expiresAt: new Date(Date.now() - 1) })
    expect(await browser.trpc.account.me.query()).toBeNull()
  })

  it('that is used stays for another twelve hours', async () => {
    const browser = await newPerson('used@lamps.example')
    const soon = new Date(Date.now() + HOUR_MS)
    const remainingMs = await change('used@lamps.example', { expiresAt: soon })
    await browser.trpc.account.me.query()
    expect(await remainingMs()).toBeGreaterThan(11.9 * HOUR_MS)
  })

  it('ends seven days after it began, however much it is used', async () => {
    const browser = await newPerson('week@lamps.example')
    const remainingMs = await change('week@lamps.example', {
      createdAt: new Date(Date.now() - (7 * 24 - 2) * HOUR_MS),
      expiresAt: new Date(Date.now() + HOUR_MS),
    })
    await browser.trpc.account.me.query()
    expect(await remainingMs()).toBeGreaterThan(1.9 * HOUR_MS)
    expect(await remainingMs()).toBeLessThanOrEqual(2 * HOUR_MS)
  })
})

it('a person who does not answer is no agent', async () => {
  const browser = await newPerson('shopper@lamps.example')
  expect(await refusalOf(browser.trpc.agent.me.query())).toMatchObject({
    code: 'not_permitted',
    httpStatus: 403,
  })
})
