import '../servers/answer-stat.ts'
import { converse } from './conversation.ts'
import { fanOut } from './fan-out.ts'
import { stayIdle } from './idle.ts'
import { reconnect } from './reconnect.ts'
import type { AnyJob, Scenario } from './scenario.ts'

/** The load client: a process of its own that does to the servers what the bench tells it over IPC. */

type Question =
  | { readonly id: number; readonly ask: 'prepare'; readonly job: AnyJob }
  | { readonly id: number; readonly ask: 'mark' | 'finish' }

let scenario: Scenario | null = null

function prepare(job: AnyJob): Promise<Scenario> {
  switch (job.scenario) {
    case 'conversation':
      return converse(job)
    case 'fan-out':
      return fanOut(job)
    case 'idle':
      return stayIdle(job)
    case 'reconnect':
      return reconnect(job)
  }
}

async function answer(question: Question): Promise<unknown> {
  if (question.ask === 'prepare') {
    scenario = await prepare(question.job)
    return null
  }
  if (!scenario) throw new Error('There is nothing to be asked about yet')
  return question.ask === 'mark' ? scenario.mark() : scenario.finish()
}

process.on('message', async (question: Question) => {
  if (!['prepare', 'mark', 'finish'].includes(question.ask)) return
  const result = await answer(question)
  process.send?.({ id: question.id, answer: result })
})
