import { ChatError } from '@shopbell/chat-core'
import { describe, expect, it, vi } from 'vitest'
import { createRateLimits, type RateLimitName, type RateLimits } from './rate-limits.ts'

const on = (production = true) => createRateLimits({ rateLimits: true, production })

/** How many calls get through before the first refusal. */
async function allowance(limits: RateLimits, name: RateLimitName, key: string): Promise<number> {
  for (let calls = 0; calls < 200; calls += 1) {
    try {
      await limits.take(name, key)
    } catch (error) {
      if (error instanceof ChatError && error.code === 'rate_limited') return calls
      throw error
    }
  }
  return Number.POSITIVE_INFINITY
}

describe('R-27: limits', () => {
  it.each([
    ['customerSend', 20],
    ['agentSend', 60],
    ['typing', 1],
    ['session', 10],
    ['signIn', 5],
    ['connect', 30],
  ] as const)('%s lets %i calls through', async (name, calls) => {
    expect(await allowance(on(), name, '203.0.113.9')).toBe(calls)
  })

  it('say how long to wait, within their window', async () => {
    const limits = on()
    await limits.take('typing', 'somebody')
    const refusal = await limits.take('typing', 'somebody').catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'rate_limited', retryable: true })
    const { retryAfterMs } = (refusal as ChatError).details
    expect(retryAfterMs).toBeGreaterThan(0)
    expect(retryAfterMs).toBeLessThanOrEqual(2_000)
  })

  it.each([-24 * 60, -5, 5, 24 * 60])(
    'do not look at the clock on the wall, which may jump by %i minutes',
    async (minutes) => {
      const limits = on()
      expect(await allowance(limits, 'agentSend', 'a')).toBe(60)
      vi.useFakeTimers({ toFake: ['Date'] })
      vi.setSystemTime(Date.now() + minutes * 60_000)
      const refusal = await limits.take('agentSend', 'a').catch((error: unknown) => error)
      vi.useRealTimers()
      expect(refusal).toMatchObject({ code: 'rate_limited' })
      const { retryAfterMs } = (refusal as ChatError).details
      expect(retryAfterMs).toBeGreaterThan(0)
      expect(retryAfterMs).toBeLessThanOrEqual(10_000)
    },
  )

  it('begin anew when their window has ended', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    const limits = on()
    expect(await allowance(limits, 'signIn', 'a')).toBe(5)
    vi.advanceTimersByTime(5 * 60_000)
    const again = await allowance(limits, 'signIn', 'a')
    vi.useRealTimers()
    expect(again).toBe(5)
  })

  it('count everybody for themselves', async () => {
    const limits = on()
    expect(await allowance(limits, 'typing', 'a')).toBe(1)
    expect(await allowance(limits, 'typing', 'b')).toBe(1)
  })

  it('forget what was counted after a success', async () => {
    const limits = on()
    expect(await allowance(limits, 'signIn', 'a')).toBe(5)
    await limits.reset('signIn', 'a')
    expect(await allowance(limits, 'signIn', 'a')).toBe(5)
  })

  it('per address spare a developer’s own machine, but not guessing there', async () => {
    expect(await allowance(on(false), 'session', '127.0.0.1')).toBe(Number.POSITIVE_INFINITY)
    expect(await allowance(on(false), 'session', '203.0.113.9')).toBe(10)
    expect(await allowance(on(false), 'signIn', '127.0.0.1 anna@lamps.example')).toBe(5)
    expect(await allowance(on(true), 'session', '127.0.0.1')).toBe(10)
  })

  it('can be switched off', async () => {
    const off = createRateLimits({ rateLimits: false, production: true })
    expect(await allowance(off, 'signIn', 'a')).toBe(Number.POSITIVE_INFINITY)
  })
})
