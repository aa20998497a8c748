import type { Message, RoomFact, RoomView } from '@shopbell/chat-core'
import { describe, expect, test } from 'vitest'
import { checkDensity, checkDuplicates, checkIntents, checkSenderOrder } from './check-log.ts'
import { checkOwnership } from './check-ownership.ts'
import { checkAgreement, checkReaders } from './check-readers.ts'
import { checkTimes, latenciesOf } from './check-times.ts'
import { checkViews } from './check-views.ts'
import type { Finding } from './finding.ts'
import { keyOfMessage } from './reader-tape.ts'
import { Recorder } from './recorder.ts'
import type { LogEntry, RoomTable, Tables } from './tables.ts'

const ROOM = 'a0000000-0000-4000-8000-000000000001'
const ANNA = 'b0000000-0000-4000-8000-000000000001'
const BERT = 'c0000000-0000-4000-8000-000000000001'

type Draft = { author?: string; n?: number; kind?: 'text' | 'note'; clientId?: string }

const text = (seq: number, { author = ANNA, n = seq - 1, kind = 'text', clientId }: Draft = {}) =>
  ({
    roomId: ROOM,
    seq,
    threadId: 'thread',
    author: { kind: author === ANNA ? 'customer' : 'agent', id: author, name: 'Somebody' },
    createdAt: new Date(0).toISOString(),
    kind,
    body: `${kind} ${n} of ${author}: hello`,
    clientId: clientId ?? `key ${author} ${n}`,
  }) satisfies Message

const system = (seq: number, fact: RoomFact) =>
  ({
    roomId: ROOM,
    seq,
    threadId: 'thread',
    author: { kind: 'system', id: null, name: 'System' },
    createdAt: new Date(0).toISOString(),
    kind: 'system',
    fact,
  }) satisfies Message

const toEntry = (message: Message): LogEntry => ({
  seq: message.seq,
  key: keyOfMessage(message),
  kind: message.kind,
  clientId: message.kind === 'system' ? null : message.clientId,
  says:
    message.kind === 'system'
      ? null
      : { n: Number(message.body.split(' ')[1]), authorId: message.author.id ?? '' },
  fact: message.kind === 'system' ? message.fact : null,
})

const tables = (log: readonly Message[], room: Partial<RoomTable> = {}): Tables => ({
  rooms: new Map([
    [
      ROOM,
      {
        roomId: ROOM,
        lastSeq: log.length,
        status: 'closed',
        assigneeId: null,
        log: log.map(toEntry),
        ...room,
      },
    ],
  ]),
  overCapacity: [],
})

const kinds = (findings: readonly Finding[]) => findings.map(({ kind }) => kind)

const emptyView: RoomView = {
  roomId: ROOM,
  customer: { id: ANNA, name: 'Anna', identified: false },
  status: 'closed',
  assignee: null,
  waitingSince: null,
  rating: null,
  messages: [],
  cursor: 0,
  hasOlder: false,
}

/** A reader who began with an empty room and was told these. */
function readerOf(told: readonly Message[], audience: 'customer' | 'staff' = 'staff') {
  const tape = new Recorder().reader('reader', ROOM, audience)
  tape.begin(emptyView)
  for (const message of told) tape.apply(message, 5)
  return tape
}

describe('O1 and O2: what was meant and what was acknowledged', () => {
  const intended = (ackedSeq: number | null, refusedWith: string | null = null) => {
    const recorder = new Recorder()
    const { clientId } = text(1)
    const intent = recorder.intend({ clientId, roomId: ROOM, authorId: ANNA, n: 0, kind: 'text' })
    Object.assign(intent, { ackedSeq, refusedWith })
    return recorder.intents
  }

  test('stored where it was said to be is right', () => {
    expect(checkIntents(intended(1), tables([text(1)]))).toEqual([])
  })
  test('what was never stored is lost', () => {
    expect(kinds(checkIntents(intended(null), tables([])))).toEqual(['lost'])
  })
  test('what was acknowledged and is not there was acknowledged too early', () => {
    expect(kinds(checkIntents(intended(1), tables([])))).toEqual(['lost', 'phantom'])
  })
  test('an acknowledgement of another place is wrong', () => {
    expect(kinds(checkIntents(intended(7), tables([text(1)])))).toEqual(['phantom'])
  })
  test('what was refused must not be there', () => {
    expect(checkIntents(intended(null, 'room_closed'), tables([]))).toEqual([])
    expect(kinds(checkIntents(intended(null, 'room_closed'), tables([text(1)])))).toEqual([
      'phantom',
    ])
  })
})

describe('O3, O4 and O6: the log by itself', () => {
  const fine = [text(1), text(2, { author: BERT, n: 0 }), text(3, { n: 1 })]

  test('a log in order is right', () => {
    for (const check of [checkDuplicates, checkDensity, checkSenderOrder]) {
      expect(check(tables(fine))).toEqual([])
    }
  })
  test('the same message under two keys is a duplicate', () => {
    const log = [text(1, { n: 0 }), text(2, { n: 0, clientId: 'another' })]
    expect(kinds(checkDuplicates(tables(log)))).toEqual(['duplicated'])
  })
  test('a log that skips has a hole', () => {
    expect(kinds(checkDensity(tables([text(1), text(3)])))).toEqual(['hole'])
  })
  test('a room that says it has more than its log has a hole at the end', () => {
    expect(kinds(checkDensity(tables([text(1)], { lastSeq: 2 })))).toEqual(['hole'])
  })
  test('a second message before the first is an inversion', () => {
    const log = [text(1, { n: 1 }), text(2, { n: 0 })]
    expect(kinds(checkSenderOrder(tables(log)))).toEqual(['inverted'])
  })
})

describe('O5, O7 and O12: readers', () => {
  const log = [text(1), text(2, { author: BERT, n: 0, kind: 'note' }), text(3, { n: 1 })]
  const [one, note, three] = log as [Message, Message, Message]
  const judge = (told: readonly Message[], audience: 'customer' | 'staff' = 'staff') =>
    kinds(checkReaders([readerOf(told, audience)], tables(log)))

  test('staff who got everything and a customer who got everything but notes are right', () => {
    expect(judge(log)).toEqual([])
    expect(judge([one, three], 'customer')).toEqual([])
  })
  test('what a reader never got is missing, at the end as in the middle', () => {
    expect(judge([one, note])).toEqual(['missing'])
    expect(judge([one, three])).toEqual(['missing', 'gap'])
  })
  test('a note that a customer got is a leak', () => {
    expect(judge(log, 'customer')).toEqual(['leaked'])
  })
  test('a note in a snapshot for a customer is a leak', () => {
    const tape = new Recorder().reader('reader', ROOM, 'customer')
    tape.begin({ ...emptyView, messages: log, cursor: 3 })
    expect(kinds(checkReaders([tape], tables(log)))).toEqual(['leaked'])
  })
  test('something that the log does not say at that place is foreign', () => {
    expect(judge([one, note, text(3, { n: 9 })])).toEqual(['foreign'])
  })
  test('what comes again, and what comes too late, is counted by the reader', () => {
    const tape = readerOf(log)
    tape.refuse(2)
    expect(kinds(checkReaders([tape], tables(log)))).toEqual(['doubled'])
    const late = readerOf([one, three])
    late.refuse(2)
    expect(kinds(checkReaders([late], tables(log)))).toEqual(['missing', 'disordered', 'gap'])
  })
  test('a reader who started over owes nothing of what the next snapshot shows', () => {
    const tape = readerOf([one])
    tape.begin({ ...emptyView, messages: [one, note], cursor: 2 })
    tape.apply(three, 5)
    expect(checkReaders([tape], tables(log))).toEqual([])
  })
  test('a reader who started over without being told to had lost its place', () => {
    const tape = readerOf([one])
    tape.begin({ ...emptyView, messages: log, cursor: 3 }, { mayStartOver: false })
    expect(kinds(checkReaders([tape], tables(log)))).toEqual(['restarted'])
  })
  test('two readers who saw two things at one place disagree, whatever the log says', () => {
    const other = readerOf([one, text(2, { n: 9 }), three])
    expect(kinds(checkAgreement([readerOf(log), other]))).toEqual(['disagreed'])
    expect(checkAgreement([readerOf(log), readerOf([one, three], 'customer')])).toEqual([])
  })
})

describe('O8: who owns what', () => {
  const opened = system(1, { type: 'room.opened' })
  const taken = (seq: number, id: string) =>
    system(seq, { type: 'room.assigned', agent: { id, name: 'Agent' }, by: null, waitedMs: 1 })

  test('a room that one agent took is right', () => {
    const room = { status: 'open', assigneeId: ANNA } as const
    expect(checkOwnership(tables([opened, taken(2, ANNA)], room))).toEqual([])
  })
  test('a room that two agents took has two owners', () => {
    const room = { status: 'open', assigneeId: BERT } as const
    const log = [opened, taken(2, ANNA), taken(3, BERT)]
    expect(kinds(checkOwnership(tables(log, room)))).toContain('owned')
  })
  test('a room that is not what its log says is found', () => {
    expect(kinds(checkOwnership(tables([opened])))).toEqual(['owned'])
  })
  test('an agent with too many rooms is found', () => {
    const overCapacity = [{ agentId: ANNA, rooms: 4 }]
    expect(kinds(checkOwnership({ rooms: new Map(), overCapacity }))).toEqual(['over-capacity'])
  })
})

describe('O9, O10 and O11: what is shown, and when', () => {
  const freshly = (view: RoomView) => ({ rooms: { readView: async () => view } as never })

  test('a view like a fresh one is right, wherever its position is', async () => {
    const tape = readerOf([])
    expect(await checkViews([tape], freshly({ ...emptyView, cursor: 3 }))).toEqual([])
  })
  test('a view that shows something else is stale', async () => {
    const tape = readerOf([])
    const findings = await checkViews([tape], freshly({ ...emptyView, status: 'waiting' }))
    expect(kinds(findings)).toEqual(['stale'])
  })
  test('a mark counts only where there is one', () => {
    const latencies = latenciesOf([readerOf([text(1), text(2), text(3)])])
    expect(latencies).toEqual({ count: 3, p50: 5, p95: 5, p99: 5, max: 5 })
    expect(checkTimes(latencies, 50, {})).toEqual([])
    expect(kinds(checkTimes(latencies, 50, { p99Ms: 4, caughtUpMs: 40 }))).toEqual(['late', 'late'])
  })
})
