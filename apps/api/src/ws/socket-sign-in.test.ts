import { ChatError } from '@shopbell/chat-core'
import { describe, expect, test } from 'vitest'
import { isServed } from '../testing/is-served.ts'
import { openRawSocket } from '../testing/raw-socket.ts'
import { startSocketServer } from '../testing/socket-server.ts'

describe('R-04: a socket has to say who it is', () => {
  test('in time, and may come back when a bad network kept it from that', async () => {
    const { url } = await startSocketServer({ limits: { authDeadlineMs: 50 } })
    const { closed } = await openRawSocket(url, { params: null })
    expect(await closed).toBe(1013)
  })

  test('and may come back when nobody answers in time who that is', async () => {
    const { url } = await startSocketServer({
      limits: { authDeadlineMs: 50 },
      identify: () => new Promise(() => undefined),
    })
    const { closed } = await openRawSocket(url)
    expect(await closed).toBe(1013)
  })

  test('and keeps nobody waiting behind those whom nobody answers', async () => {
    const id = 'mara'
    let asked = 0
    const { url } = await startSocketServer({
      limits: { authDeadlineMs: 200, admittedAtOnce: 1 },
      identify: async () => {
        asked += 1
        if (asked === 1) await new Promise(() => undefined)
        return { actor: { kind: 'customer', id, name: id }, credential: { kind: 'token', id } }
      },
    })
    const unanswered = await openRawSocket(url)
    expect(await unanswered.closed).toBe(1013)
    await isServed(await openRawSocket(url))
  })

  test('and is told what is wrong with the answer, then not to come back', async () => {
    const { url } = await startSocketServer()
    const { closed, replies } = await openRawSocket(url, { params: {} })
    expect(await closed).toBe(4401)
    expect(replies).toMatchObject([{ id: null, error: { message: 'Please sign in first.' } }])
  })

  test('a person who is no agent has no business here', async () => {
    const { url } = await startSocketServer({
      identify: async () => {
        throw new ChatError('not_permitted', 'This is for the people who answer.')
      },
    })
    const { closed } = await openRawSocket(url)
    expect(await closed).toBe(4403)
  })

  test('and may come back when the database could not be asked', async () => {
    const { url } = await startSocketServer({
      identify: async () => {
        throw new Error('The database does not answer')
      },
    })
    const { closed } = await openRawSocket(url)
    expect(await closed).toBe(1013)
  })

  test('once known it stays', async () => {
    const { url } = await startSocketServer({ limits: { authDeadlineMs: 50, pingEveryMs: 30 } })
    const raw = await openRawSocket(url)
    for (let beat = 0; beat < 4; beat += 1) {
      await new Promise((resolve) => raw.socket.once('ping', resolve))
    }
    await isServed(raw)
  })
})
