import { expect, type Locator } from '@playwright/test'

/** Which of these are on the screen, in the order of the log, as often as they are there. */
export async function saidIn(log: Locator, words: readonly string[]): Promise<string[]> {
  const text = (await log.textContent()) ?? ''
  return words
    .flatMap((word) => placesOf(word, text).map((place) => ({ word, place })))
    .sort((a, b) => a.place - b.place)
    .map(({ word }) => word)
}

function placesOf(word: string, text: string): number[] {
  const place = text.indexOf(word)
  if (place < 0) return []
  const end = place + word.length
  return [place, ...placesOf(word, text.slice(end)).map((later) => later + end)]
}

/** Each log shows every word once, and all show them in the same order. */
export async function expectSame(
  logs: readonly Locator[],
  words: readonly string[],
): Promise<void> {
  await expect
    .poll(() => Promise.all(logs.map((log) => saidIn(log, words).then((said) => said.length))))
    .toEqual(logs.map(() => words.length))
  const [first = [], ...others] = await Promise.all(logs.map((log) => saidIn(log, words)))
  expect(first.toSorted()).toEqual(words.toSorted())
  for (const other of others) expect(other).toEqual(first)
}
