import { expect, test } from 'vitest'
import { Turnstile } from './turnstile.ts'

/** A task that ends when it is told to. */
function task(name: string, begun: string[]) {
  let end = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  const run = () => {
    begun.push(name)
    return ended
  }
  return { run, end }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('so many are through at a time, and the others follow in order', async () => {
  const begun: string[] = []
  const turnstile = new Turnstile(2)
  const tasks = ['one', 'two', 'three', 'four'].map((name) => task(name, begun))
  const passed = tasks.map(({ run }) => turnstile.pass(run))
  await turn()
  expect(begun).toEqual(['one', 'two'])
  tasks[1]?.end()
  await turn()
  expect(begun).toEqual(['one', 'two', 'three'])
  for (const { end } of tasks) end()
  await Promise.all(passed)
  expect(begun).toEqual(['one', 'two', 'three', 'four'])
})

test('who fails gives the place on, and tells why', async () => {
  const turnstile = new Turnstile(1)
  const failed = turnstile.pass(() => Promise.reject(new Error('Nobody answers.')))
  const next = turnstile.pass(async () => 'through')
  await expect(failed).rejects.toThrow('Nobody answers.')
  expect(await next).toBe('through')
})
