import { within } from './within.ts'

export interface GatheredOptions {
  /** Questions of one query. */
  readonly atOnceMax: number
  /** A query that takes longer has failed, so that one connection that hangs does not hang all who ask. */
  readonly withinMs: number
  /** When to ask what was gathered: once the turn of the event loop is over. */
  readonly soon?: (ask: () => void) => void
}

interface Asked<Question, Answer> {
  readonly question: Question
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/**
 * Makes few queries of many single questions: those of one turn of the event loop, and those that come while a query
 * is under way, are put together. A query that fails has failed for all who asked in it.
 * @param answerAll answers in the order of the questions
 */
export function gathered<Question, Answer>(
  { atOnceMax, withinMs, soon = setImmediate }: GatheredOptions,
  answerAll: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): (question: Question) => Promise<Answer> {
  let waiting: Asked<Question, Answer>[] = []
  let asking = false

  async function ask(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, atOnceMax)
      waiting = waiting.slice(atOnceMax)
      try {
        const answers = await within(withinMs, answerAll(batch.map(({ question }) => question)))
        for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as Answer)
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    asking = false
  }

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject })
      if (asking) return
      asking = true
      soon(() => void ask())
    })
}
