import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from '../testing/browser.ts'
import { refusalOf } from '../testing/refusal.ts'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const password = 'drei Elstern am Zaun'

async function signUp(email: string): Promise<void> {
  const body = { name: 'Mara Lindqvist', email, password }
  await api.newBrowser().post('/api/auth/sign-up/email', body)
}

const signIn = (browser: Browser, email: string) =>
  browser.post('/api/auth/sign-in/email', { email, password })

const say = (browser: Browser, roomId: string, body: string) =>
  browser.trpc.room.send.mutate({ roomId, clientId: randomUUID(), body })

async function textsOf(browser: Browser): Promise<string[]> {
  const { view } = await browser.trpc.widget.room.query()
  return view.messages.flatMap((message) => (message.kind === 'text' ? [message.body] : []))
}

const tokenOf = (browser: Browser) => browser.cookies.get('shopbell_customer') ?? ''

/** Another browser that has got hold of this one's customer token. */
function captureToken(browser: Browser): Browser {
  const thief = api.newBrowser({ actAs: 'customer' })
  thief.cookies.set('shopbell_customer', tokenOf(browser))
  return thief
}

describe('a customer’s session', () => {
  it('is resumed by its cookie, and makes no second customer', async () => {
    const { browser, customerId, roomId } = await api.newCustomer()
    const before = tokenOf(browser)
    const again = await browser.trpc.widget.session.mutate({})
    expect(again).toMatchObject({ customer: { id: customerId, identified: false }, roomId })
    expect(tokenOf(browser)).toBe(before)
  })

  it('without cookies is resumed by its bearer token', async () => {
    const browser = api.newBrowser()
    const { token = '', customer } = await browser.trpc.widget.session.mutate({ bearer: true })
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(browser.cookies.size).toBe(0)
    const response = await api.newBrowser().fetch('/api/chat/room', {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(await response.json()).toMatchObject({ view: { customer: { id: customer.id } } })
  })

  it('is refused with a token that never was one, and says how to go on', async () => {
    const browser = api.newBrowser({ actAs: 'customer' })
    browser.cookies.set('shopbell_customer', 'A'.repeat(43))
    expect(await refusalOf(browser.trpc.widget.room.query())).toMatchObject({
      code: 'session_expired',
      httpStatus: 401,
    })
    const { roomId } = await browser.trpc.widget.session.mutate({})
    expect(roomId).toBeNull()
  })
})

describe('R-22: signing in', () => {
  it('keeps the room of this browser', async () => {
    await signUp('keeps@lamps.example')
    const { browser, customerId, roomId } = await api.newCustomer()
    await say(browser, roomId, 'Does it come in brass?')
    await signIn(browser, 'keeps@lamps.example')
    const session = await browser.trpc.widget.session.mutate({})
    expect(session).toMatchObject({
      roomId,
      customer: {
        id: customerId,
        name: 'Mara Lindqvist',
        email: 'keeps@lamps.example',
        identified: true,
      },
    })
    expect(await textsOf(browser)).toEqual(['Does it come in brass?'])
  })

  it('gives a new token, and the one from before is dead', async () => {
    await signUp('rotates@lamps.example')
    const { browser } = await api.newCustomer()
    const thief = captureToken(browser)
    await signIn(browser, 'rotates@lamps.example')
    await browser.trpc.widget.session.mutate({})
    expect(tokenOf(browser)).not.toBe(tokenOf(thief))
    expect(await refusalOf(thief.trpc.widget.room.query())).toMatchObject({
      code: 'session_expired',
    })
  })

  it('brings the room to a second device, and that device’s history into the room', async () => {
    await signUp('two@lamps.example')
    const laptop = await api.newCustomer()
    await say(laptop.browser, laptop.roomId, 'from the laptop')
    await signIn(laptop.browser, 'two@lamps.example')
    await laptop.browser.trpc.widget.session.mutate({})

    const phone = await api.newCustomer()
    await say(phone.browser, phone.roomId, 'from the phone')
    await signIn(phone.browser, 'two@lamps.example')
    const session = await phone.browser.trpc.widget.session.mutate({})

    expect(session.roomId).toBe(laptop.roomId)
    expect(await textsOf(phone.browser)).toEqual(['from the laptop', 'from the phone'])
    expect(await textsOf(laptop.browser)).toEqual(['from the laptop', 'from the phone'])
    const old = phone.browser.trpc.room.get.query({ roomId: phone.roomId })
    expect(await refusalOf(old)).toMatchObject({ code: 'room_not_found' })
  })

  it('on a browser without a token finds the person’s room', async () => {
    await signUp('finds@lamps.example')
    const first = await api.newCustomer()
    await signIn(first.browser, 'finds@lamps.example')
    await first.browser.trpc.widget.session.mutate({})
    const other = api.newBrowser({ actAs: 'customer' })
    await signIn(other, 'finds@lamps.example')
    const session = await other.trpc.widget.session.mutate({})
    expect(session.roomId).toBe(first.roomId)
  })

  it('as somebody else on the same browser shows nothing of the first', async () => {
    await signUp('first@lamps.example')
    await signUp('second@lamps.example')
    const { browser, roomId } = await api.newCustomer()
    await signIn(browser, 'first@lamps.example')
    await browser.trpc.widget.session.mutate({})
    await say(browser, roomId, 'a secret of the first')
    await browser.post('/api/auth/sign-out')
    await signIn(browser, 'second@lamps.example')
    const session = await browser.trpc.widget.session.mutate({})
    expect(session.roomId).not.toBe(roomId)
    expect(await textsOf(browser)).toEqual([])
  })
})

describe('R-23: signing out of the widget', () => {
  it('kills the token, forgets the cookie and tells the sockets', async () => {
    const { browser } = await api.newCustomer()
    const thief = captureToken(browser)
    const notices: unknown[] = []
    const stop = api.deps.services.ports.bus.subscribe((notice) => notices.push(notice))
    await browser.trpc.widget.signOut.mutate()
    stop()
    expect(notices).toEqual([{ type: 'access.revoked', subject: 'token', id: expect.any(String) }])
    expect(browser.cookies.size).toBe(0)
    expect(await refusalOf(thief.trpc.widget.room.query())).toMatchObject({
      code: 'session_expired',
    })
  })

  it('can be repeated, and done without a session', async () => {
    const { browser } = await api.newCustomer()
    await browser.trpc.widget.signOut.mutate()
    expect(await browser.trpc.widget.signOut.mutate()).toEqual({})
  })
})

it('R-24: only the hash of a token is stored', async () => {
  const { browser } = await api.newCustomer()
  const { hashCustomerToken } = await import('./customer-token.ts')
  const { customers } = api.deps.services.ports
  expect(await customers.findTokens([tokenOf(browser)])).toEqual([null])
  expect(await customers.findTokens([hashCustomerToken(tokenOf(browser))])).not.toEqual([null])
})
