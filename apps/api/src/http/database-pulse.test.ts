import { expect, onTestFinished, test } from 'vitest'
import { feelPulse } from './database-pulse.ts'

/** A database whose answers a test decides on, asked every few milliseconds. */
function start() {
  let answer: () => Promise<void> = async () => undefined
  let asked = 0
  const changes: boolean[] = []
  const pulse = feelPulse({
    ping: () => {
      asked += 1
      return answer()
    },
    onChange: (isFelt) => changes.push(isFelt),
    everyMs: 5,
    silenceMaxMs: 50,
  })
  onTestFinished(() => pulse.stop())
  return {
    pulse,
    changes,
    asked: () => asked,
    becomes(other: () => Promise<void>) {
      answer = other
    },
  }
}

const hangs = () => new Promise<void>(() => undefined)
const fails = () => Promise.reject(new Error('The database is starting up'))

test.each([
  ['hangs', hangs],
  ['refuses', fails],
])('a database that %s is silent after a while, and felt again when it answers', async (_, way) => {
  const { pulse, changes, becomes } = start()
  expect(pulse.isFelt()).toBe(true)

  becomes(way)
  await expect.poll(() => pulse.isFelt()).toBe(false)
  await expect.poll(() => changes).toEqual([false])

  becomes(async () => undefined)
  await expect.poll(() => pulse.isFelt()).toBe(true)
  expect(changes).toEqual([false, true])
})

test('one answer that fails is no silence', async () => {
  const { pulse, changes, becomes, asked } = start()
  await expect.poll(asked).toBeGreaterThan(1)
  let failures = 0
  becomes(() => {
    failures += 1
    return failures === 1 ? fails() : Promise.resolve()
  })

  await expect.poll(() => failures).toBeGreaterThan(2)

  expect(pulse.isFelt()).toBe(true)
  expect(changes).toEqual([])
})
