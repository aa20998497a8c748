import { expect, test } from 'vitest'
import { Turns } from './turns.ts'

test('who wants the same thing has a turn after the others, also after one that failed', async () => {
  const turns = new Turns()
  const heard: string[] = []
  const say = (word: string) => async () => {
    heard.push(`${word} begins`)
    await Promise.resolve()
    heard.push(`${word} ends`)
  }
  const failed = turns.take('room', () => Promise.reject(new Error('Nobody answers.')))
  const others = [turns.take('room', say('one')), turns.take('room', say('two'))]
  await expect(failed).rejects.toThrow('Nobody answers.')
  await Promise.all(others)
  expect(heard).toEqual(['one begins', 'one ends', 'two begins', 'two ends'])
})

test('who wants something else does not wait', async () => {
  const turns = new Turns()
  let end = () => {}
  const long = turns.take('one room', () => new Promise<void>((resolve) => (end = resolve)))
  expect(await turns.take('another', async () => 'at once')).toBe('at once')
  end()
  await long
})
