import type { AppendInput, AppendResult, CustomerActor } from '@shopbell/chat-core'
import { describe, expect, test } from 'vitest'
import type { Send } from './append-row.ts'
import { AppendWriter } from './append-writer.ts'

const MARA: CustomerActor = { kind: 'customer', id: 'mara', name: 'Mara' }
const UNDECIDED: AppendResult = { outcome: 'undecided' }

interface Write {
  /** The clientIds of the statement. */
  readonly keys: readonly string[]
  readonly isSingle: boolean
  succeed(): void
  fail(error: unknown): void
}

/** A writer over a database that answers when it is told to. */
function scene({ maxInFlight = 2 } = {}) {
  const written: Write[] = []
  const begin = (sends: readonly Send[], isSingle: boolean) =>
    new Promise<readonly AppendResult[]>((resolve, reject) => {
      const keys = sends.map(({ input }) => input.clientId)
      const succeed = () => resolve(sends.map(() => UNDECIDED))
      written.push({ keys, isSingle, succeed, fail: reject })
    })
  const writes = {
    one: (send: Send) => begin([send], true).then(() => UNDECIDED),
    many: (sends: readonly Send[]) => begin(sends, false),
  }
  const writer = new AppendWriter(writes, { maxInFlight })
  const send = (clientId: string, roomId = clientId) => {
    const input: AppendInput = { roomId, clientId, kind: 'text', body: 'Hello' }
    return writer.append(MARA, input)
  }
  const write = (index: number): Write => {
    const found = written[index]
    if (!found) throw new Error(`There were ${written.length} statements.`)
    return found
  }
  return { send, write, keys: () => written.map(({ keys }) => keys) }
}

/** The rest of this turn of the event loop, and what it set going. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('sends that come to the store', () => {
  test('one that comes alone is the plain statement, at the end of the turn it came in', async () => {
    const { send, write, keys } = scene()
    const answer = send('1')
    await turn()
    expect(keys()).toEqual([['1']])
    expect(write(0).isSingle).toBe(true)
    write(0).succeed()
    expect(await answer).toBe(UNDECIDED)
  })

  test('those of one turn go together', async () => {
    const { send, write, keys } = scene()
    const answers = ['1', '2', '3'].map((key) => send(key))
    await turn()
    expect(keys()).toEqual([['1', '2', '3']])
    expect(write(0).isSingle).toBe(false)
    write(0).succeed()
    expect(await Promise.all(answers)).toHaveLength(3)
  })

  test('while all places are taken they gather, and go as one when a place is free', async () => {
    const { send, write, keys } = scene({ maxInFlight: 2 })
    const answers: Promise<unknown>[] = []
    for (const key of ['1', '2', '3', '4', '5']) {
      answers.push(send(key))
      await turn()
    }
    expect(keys()).toEqual([['1'], ['2']])
    write(1).succeed()
    await turn()
    await turn()
    expect(keys()).toEqual([['1'], ['2'], ['3', '4', '5']])
    write(0).succeed()
    write(2).succeed()
    await Promise.all(answers)
  })

  test('when the connection is lost everybody in the batch learns it, and the next batch goes on', async () => {
    const { send, write, keys } = scene({ maxInFlight: 1 })
    const lost = Promise.allSettled(['1', '2'].map((key) => send(key)))
    await turn()
    const answer = send('3')
    const error = Object.assign(new Error('write CONNECTION_CLOSED'), { code: 'CONNECTION_CLOSED' })
    write(0).fail(error)
    expect(await lost).toEqual([
      { status: 'rejected', reason: error },
      { status: 'rejected', reason: error },
    ])
    await turn()
    expect(keys()).toEqual([['1', '2'], ['3']])
    write(1).succeed()
    expect(await answer).toBe(UNDECIDED)
  })

  test('when one send fails a batch, they go one by one, and only that one fails', async () => {
    const { send, write, keys } = scene({ maxInFlight: 1 })
    const answers = Promise.allSettled(['1', '2', '3'].map((key) => send(key)))
    await turn()
    write(0).fail(Object.assign(new Error('duplicate key'), { code: '23505' }))
    for (const index of [1, 2, 3]) {
      await expect.poll(() => keys().length).toBe(index + 1)
      if (index === 2) write(index).fail(new Error('No.'))
      else write(index).succeed()
    }
    expect(keys().slice(1)).toEqual([['1'], ['2'], ['3']])
    expect((await answers).map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
  })
})
