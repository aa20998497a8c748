import { describe, expect, onTestFinished, test } from 'vitest'
import { RoomHub } from './room-hub.ts'

interface Entry {
  readonly seq: number
}

/** A hub that follows a log from its second message on, and can be told of the third. */
async function start() {
  const log: readonly Entry[] = [{ seq: 1 }, { seq: 2 }, { seq: 3 }]
  let reads = 0
  const hub = new RoomHub<Entry>({
    epoch: 'e1',
    log: {
      async read(afterSeq, limit) {
        reads += 1
        return log.slice(afterSeq, afterSeq + limit)
      },
      lastSeq: async () => 2,
    },
    pause: async () => undefined,
    onError: () => undefined,
  })
  onTestFinished(() => hub.close())
  hub.begin(2)
  const leaving = new AbortController()
  return { hub, leaving, tell: () => hub.hint({ seq: 3 }), reads: () => reads }
}

describe('a reader who waits', () => {
  test('is woken by what comes', async () => {
    const { hub, leaving, tell } = await start()
    const woken = hub.wait(2, leaving.signal)
    tell()
    await woken
    expect(hub.from(2, 10)).toEqual([{ seq: 3 }])
  })

  test('is woken by what came before they waited and after they looked', async () => {
    const { hub, leaving, tell } = await start()
    expect(hub.from(2, 10)).toEqual([])
    tell()
    await hub.wait(2, leaving.signal)
  })

  test('sleeps on while others get what they have already', async () => {
    const { hub, tell } = await start()
    let woken = 0
    hub.whenNews(3, () => {
      woken += 1
    })
    const news = new Promise<void>((resolve) => hub.whenNews(2, resolve))
    tell()
    await news
    expect(woken).toBe(0)
  })

  test('is woken once, and not at all after taking it back', async () => {
    const { hub, leaving, tell } = await start()
    const woken: string[] = []
    hub.whenNews(2, () => woken.push('stays'))
    hub.whenNews(2, () => woken.push('leaves'))()
    tell()
    hub.hint({ seq: 4 })
    await hub.wait(3, leaving.signal)
    expect(woken).toEqual(['stays'])
  })

  test('is let go when they leave', async () => {
    const { hub, leaving } = await start()
    const woken = hub.wait(2, leaving.signal)
    leaving.abort()
    await woken
  })
})

describe('once the log is another one', () => {
  test('whoever waits, looks or reads is given the reason instead', async () => {
    const { hub, leaving } = await start()
    const woken = hub.wait(2, leaving.signal)
    const reason = new Error('restored')
    hub.end(reason)

    await woken
    expect(() => hub.from(2, 10)).toThrow(reason)
    await expect(hub.read(0, 10, leaving.signal)).rejects.toBe(reason)
    await hub.wait(2, leaving.signal)
  })

  test('nobody is given a page that was asked for before', async () => {
    const { hub, leaving } = await start()
    const page = hub.read(0, 10, leaving.signal)
    const reason = new Error('restored')
    hub.end(reason)
    await expect(page).rejects.toBe(reason)
  })
})

describe('readers who come back', () => {
  test('all at once to the same place are one question to the store', async () => {
    const { hub, leaving, reads } = await start()
    const pages = await Promise.all([1, 2, 3].map(() => hub.read(0, 10, leaving.signal)))
    expect(new Set(pages).size).toBe(1)
    expect(reads()).toBe(1)
  })

  test('later find what the first one had to ask for, up to the end and no further', async () => {
    const { hub, leaving, tell } = await start()
    expect(hub.from(0, 10)).toBeNull()
    await hub.read(0, 10, leaving.signal)
    expect(hub.from(0, 10)).toEqual([{ seq: 1 }, { seq: 2 }])
    tell()
    expect(hub.from(0, 10)).toEqual([{ seq: 1 }, { seq: 2 }, { seq: 3 }])
  })

  test('to different places are not given what does not join on', async () => {
    const { hub, leaving } = await start()
    await hub.read(0, 1, leaving.signal)
    expect(hub.from(0, 10)).toBeNull()
    await hub.read(1, 1, leaving.signal)
    expect(hub.from(1, 10)).toEqual([{ seq: 2 }])
    expect(hub.from(0, 10)).toBeNull()
  })
})
