import { describe, expect, test } from 'vitest'
import { gathered } from './gathered.ts'

/** A store that doubles numbers, and remembers what it was asked. */
function doubling({ atOnceMax = 10, withinMs = 1_000 } = {}) {
  const queries: (readonly number[])[] = []
  let behave = async (questions: readonly number[]) => questions.map((number) => number * 2)
  const ask = gathered<number, number>({ atOnceMax, withinMs }, (questions) => {
    queries.push(questions)
    return behave(questions)
  })
  return {
    ask,
    queries,
    becomes(other: typeof behave) {
      behave = other
    },
  }
}

describe('questions of one turn of the event loop', () => {
  test('are one query, and each gets its own answer', async () => {
    const { ask, queries } = doubling()
    expect(await Promise.all([ask(1), ask(2), ask(1)])).toEqual([2, 4, 2])
    expect(queries).toEqual([[1, 2, 1]])
  })

  test('are several, one after the other, when they are too many for one', async () => {
    const { ask, queries } = doubling({ atOnceMax: 2 })
    expect(await Promise.all([1, 2, 3, 4, 5].map(ask))).toEqual([2, 4, 6, 8, 10])
    expect(queries).toEqual([[1, 2], [3, 4], [5]])
  })
})

test('what is asked while a query is under way waits, and is one query as well', async () => {
  const { ask, queries, becomes } = doubling()
  let answer: (numbers: readonly number[]) => void = () => undefined
  becomes(
    () =>
      new Promise((resolve) => {
        answer = (numbers) => resolve([...numbers])
      }),
  )
  const first = ask(1)
  await expect.poll(() => queries).toEqual([[1]])
  const others = [ask(2), ask(3)]
  becomes(async (numbers) => numbers.map((number) => number * 2))
  answer([2])

  expect(await first).toBe(2)
  expect(await Promise.all(others)).toEqual([4, 6])
  expect(queries).toEqual([[1], [2, 3]])
})

test('a query that fails fails for all who asked in it, and for nobody after', async () => {
  const { ask, becomes } = doubling()
  becomes(() => Promise.reject(new Error('gone')))
  const outcomes = await Promise.allSettled([ask(1), ask(2)])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])

  becomes(async (numbers) => numbers.map((number) => number * 2))
  expect(await ask(3)).toBe(6)
})

test('a query that hangs is given up, so that it does not hang those who ask after it', async () => {
  const { ask, becomes } = doubling({ withinMs: 20 })
  becomes(() => new Promise(() => undefined))
  await expect(ask(1)).rejects.toThrow('No answer within 20 ms')

  becomes(async (numbers) => numbers.map((number) => number * 2))
  expect(await ask(2)).toBe(4)
})
