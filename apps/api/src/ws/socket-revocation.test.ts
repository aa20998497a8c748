import { describe, expect, test } from 'vitest'
import { isServed } from '../testing/is-served.ts'
import { call, openRawSocket } from '../testing/raw-socket.ts'
import { startSocketServer } from '../testing/socket-server.ts'

describe('R-08, R-09: what is revoked is closed', () => {
  test('at once, for everybody it was revoked from and nobody else', async () => {
    const { url, bus } = await startSocketServer()
    const mine = await openRawSocket(url)
    const alsoMine = await openRawSocket(url)
    const other = await openRawSocket(url, { params: { token: 'bo' } })
    await Promise.all([isServed(mine), isServed(alsoMine)])
    other.send(call(1, 'whoAmI'))
    await other.reply(({ id }) => id === 1)

    bus.publish({ type: 'access.revoked', subject: 'token', id: 'mara' })

    expect(await Promise.all([mine.closed, alsoMine.closed])).toEqual([4401, 4401])
    other.send(call(2, 'whoAmI'))
    await other.reply(({ id }) => id === 2)
  })

  test('also while it is still being looked up', async () => {
    let answer: () => void = () => undefined
    let asked: () => void = () => undefined
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve
    })
    const { url, bus } = await startSocketServer({
      identify: async () => {
        asked()
        await new Promise<void>((resolve) => {
          answer = resolve
        })
        return {
          actor: { kind: 'customer', id: 'mara', name: 'Mara' },
          credential: { kind: 'token', id: 'mara' },
        }
      },
    })
    const { closed } = await openRawSocket(url)
    await isAsked

    bus.publish({ type: 'access.revoked', subject: 'token', id: 'mara' })
    answer()

    expect(await closed).toBe(4401)
  })

  test('at the next check when nobody was told', async () => {
    let valid = true
    const { url } = await startSocketServer({
      limits: { recheckEveryMs: 20 },
      isStillValid: async () => valid,
    })
    const raw = await openRawSocket(url)
    await isServed(raw)

    valid = false

    expect(await raw.closed).toBe(4410)
  })

  test('at once when an agent has other rights than they came with, not when only their row has changed', async () => {
    let role: 'agent' | 'manager' = 'manager'
    const { url, bus } = await startSocketServer({
      identify: async () => ({
        actor: { kind: 'agent', id: 'mara', name: 'Mara', role, groupIds: [] },
        credential: { kind: 'session', id: 's1' },
      }),
      isStillValid: async ({ actor }) => actor.kind === 'agent' && actor.role === role,
    })
    const raw = await openRawSocket(url)
    await isServed(raw)

    bus.publish({ type: 'agent.changed', agentId: 'mara' })
    await isServed(raw, 2)
    role = 'agent'
    bus.publish({ type: 'agent.changed', agentId: 'mara' })

    expect(await raw.closed).toBe(4410)
  })

  test('but not because the check itself fails', async () => {
    let checks = 0
    let enough: () => void = () => undefined
    const checkedTwice = new Promise<void>((resolve) => {
      enough = resolve
    })
    const { url } = await startSocketServer({
      limits: { recheckEveryMs: 10 },
      isStillValid: async () => {
        checks += 1
        if (checks === 2) enough()
        throw new Error('The database does not answer')
      },
    })
    const raw = await openRawSocket(url)
    await checkedTwice
    await isServed(raw)
  })
})
