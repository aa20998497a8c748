import { describe, expect, it, vi } from 'vitest'
import { BriefCache } from './brief-cache.ts'

const newCache = (maxEntries = 10) => new BriefCache<string>({ ttlMs: 2_000, maxEntries })

describe('a brief cache', () => {
  it('asks once for all who ask at the same time', async () => {
    const cache = newCache()
    const load = vi.fn(async () => 'anna')
    expect(await Promise.all([cache.get('a', load), cache.get('a', load)])).toEqual([
      'anna',
      'anna',
    ])
    expect(load).toHaveBeenCalledTimes(1)
  })

  it('forgets after its time', async () => {
    vi.useFakeTimers()
    try {
      const cache = newCache()
      await cache.get('a', async () => 'old')
      vi.advanceTimersByTime(1_999)
      expect(await cache.get('a', async () => 'new')).toBe('old')
      vi.advanceTimersByTime(1)
      expect(await cache.get('a', async () => 'new')).toBe('new')
    } finally {
      vi.useRealTimers()
    }
  })

  it('R-08: remembers nothing across a clear, not even an answer that was on its way', async () => {
    const cache = newCache()
    let answer = (_value: string) => {}
    const early = cache.get('a', () => new Promise((resolve) => (answer = resolve)))
    cache.clear()
    answer('still allowed')
    expect(await early).toBe('still allowed')
    expect(await cache.get('a', async () => 'revoked')).toBe('revoked')
  })

  it('does not remember a failure', async () => {
    const cache = newCache()
    await expect(cache.get('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down')
    expect(await cache.get('a', async () => 'up')).toBe('up')
  })

  it('holds no more than its bound, and drops the oldest', async () => {
    const cache = newCache(2)
    for (const key of ['a', 'b', 'c']) await cache.get(key, async () => key)
    expect(await cache.get('c', async () => 'asked again')).toBe('c')
    expect(await cache.get('a', async () => 'asked again')).toBe('asked again')
  })
})
