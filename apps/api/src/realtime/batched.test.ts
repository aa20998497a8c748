import { expect, onTestFinished, test } from 'vitest'
import { batched } from './batched.ts'

const options = { gapMs: 0, pause: async () => undefined }

test('what is asked for during a run gets a run of its own, together', async () => {
  const runs: string[][] = []
  const all = new Promise<void>((resolve) => {
    const queue = batched<string>({ ...options, onError: () => undefined }, async (keys) => {
      runs.push([...keys])
      if (runs.length === 1) for (const key of ['b', 'c', 'b']) queue.add(key)
      else resolve()
    })
    onTestFinished(() => queue.close())
    queue.add('a')
  })
  await all

  expect(runs).toEqual([['a'], ['b', 'c']])
})

test('a run that fails is reported and tried again, with what came since', async () => {
  const errors: unknown[] = []
  const runs: string[][] = []
  const all = new Promise<void>((resolve) => {
    const queue = batched<string>(
      { ...options, onError: (error) => errors.push(error) },
      async (keys) => {
        runs.push([...keys])
        if (runs.length > 1) return resolve()
        queue.add('b')
        throw new Error('The database does not answer')
      },
    )
    onTestFinished(() => queue.close())
    queue.add('a')
  })
  await all

  expect(runs.map((keys) => keys.sort())).toEqual([['a'], ['a', 'b']])
  expect(errors).toHaveLength(1)
})
