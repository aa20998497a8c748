// @vitest-environment node
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isLaneFull, newEntry, nextToSend, type OutboxEntry, outboxLimits } from './outbox-entry.ts'
import { applyOutboxAction, type OutboxAction } from './outbox-reducer.ts'
import type { Refusal } from './refusal.ts'

const entryOf = (clientId: string, lane = 'a'): OutboxEntry =>
  newEntry({ clientId, lane, kind: 'text', body: `body of ${clientId}`, order: 1, createdAtMs: 0 })

const refusal = (patch: Partial<Refusal> = {}): Refusal => ({
  code: 'unreachable',
  message: 'No.',
  retryable: true,
  retryAfterMs: null,
  details: {},
  ...patch,
})

const after = (actions: readonly OutboxAction[], entries: readonly OutboxEntry[] = []) =>
  actions.reduce(applyOutboxAction, entries)

const submitted = (clientId: string, lane?: string): OutboxAction => ({
  type: 'submitted',
  entry: entryOf(clientId, lane),
})
const attempted = (clientId: string): OutboxAction => ({ type: 'attempted', clientId })
const committed = (clientId: string): OutboxAction => ({
  type: 'committed',
  clientId,
  seq: 1,
  wallMs: 3_000,
})
const refused = (clientId: string, patch?: Partial<Refusal>): OutboxAction => ({
  type: 'refused',
  clientId,
  refusal: refusal(patch),
  nowMs: 1_000,
  random: 0.5,
})

const ids = ['1', '2', '3', '4', '5', '6']
const laneOf = (clientId: string) => (Number(clientId) % 2 ? 'odd' : 'even')

const anyAction: fc.Arbitrary<OutboxAction> = fc
  .constantFrom(...ids)
  .chain((clientId) =>
    fc.constantFrom<OutboxAction>(
      submitted(clientId, laneOf(clientId)),
      attempted(clientId),
      committed(clientId),
      refused(clientId),
      refused(clientId, { retryable: false, code: 'room_closed' }),
      { type: 'retried', clientId, newClientId: null, wallMs: 2_000 },
      { type: 'removed', clientId },
      { type: 'woken' },
      { type: 'aged', wallMs: outboxLimits.keepMs + 1 },
    ),
  )

test('DL-2: whatever happens, no message vanishes but one that was removed', () => {
  fc.assert(
    fc.property(fc.array(anyAction, { maxLength: 60 }), (actions) => {
      const alive = new Set<string>()
      let entries: readonly OutboxEntry[] = []
      for (const action of actions) {
        entries = applyOutboxAction(entries, action)
        if (action.type === 'submitted') alive.add(action.entry.clientId)
        if (action.type === 'removed') alive.delete(action.clientId)
        expect(new Set(entries.map(({ clientId }) => clientId))).toEqual(alive)
        expect(entries).toHaveLength(alive.size)
      }
    }),
  )
})

test('at most one message of a lane is ever in flight', () => {
  fc.assert(
    fc.property(fc.array(anyAction, { maxLength: 60 }), (actions) => {
      let entries: readonly OutboxEntry[] = []
      for (const action of actions) {
        entries = applyOutboxAction(entries, action)
        for (const lane of ['odd', 'even']) {
          const inFlight = entries.filter(
            (entry) => entry.lane === lane && entry.state === 'sending',
          )
          expect(inFlight.length).toBeLessThanOrEqual(1)
        }
      }
    }),
  )
})

test('what to send next is always the oldest that still has to go, and nothing while it cannot', () => {
  fc.assert(
    fc.property(fc.array(anyAction, { maxLength: 60 }), fc.nat(3_000), (actions, nowMs) => {
      const entries = after(actions)
      for (const lane of ['odd', 'even']) {
        const pending = entries.filter(
          (entry) => entry.lane === lane && ['queued', 'sending'].includes(entry.state),
        )
        const next = nextToSend(entries, lane, nowMs)
        const head = pending[0]
        const mayGo = head?.state === 'queued' && head.dueAtMs <= nowMs
        expect(next).toBe(mayGo ? head : null)
      }
    }),
  )
})

test('a refusal that may change sends the same message again, later', () => {
  const [entry] = after([submitted('1'), attempted('1'), refused('1')])
  expect(entry).toMatchObject({ clientId: '1', state: 'queued', attempts: 1, dueAtMs: 1_250 })
})

test('the wait the server asks for is kept', () => {
  const [entry] = after([submitted('1'), attempted('1'), refused('1', { retryAfterMs: 7_000 })])
  expect(entry?.dueAtMs).toBe(8_000)
})

test('a refusal that will not change is shown, and holds nobody up', () => {
  const entries = after([
    submitted('1'),
    submitted('2'),
    attempted('1'),
    refused('1', { retryable: false, code: 'message_too_long' }),
  ])
  expect(entries[0]).toMatchObject({ state: 'failed', failure: { code: 'message_too_long' } })
  expect(nextToSend(entries, 'a', 0)?.clientId).toBe('2')
})

test('a message behind one that waits for its next attempt waits too', () => {
  const entries = after([submitted('1'), submitted('2'), attempted('1'), refused('1')])
  expect(nextToSend(entries, 'a', 0)).toBeNull()
  expect(nextToSend(after([{ type: 'woken' }], entries), 'a', 0)?.clientId).toBe('1')
})

test('trying a failed message again puts it last, whole and under the key it is given', () => {
  const entries = after([
    submitted('1'),
    submitted('2'),
    attempted('1'),
    refused('1', { retryable: false }),
    { type: 'retried', clientId: '1', newClientId: '9', wallMs: 2_000 },
  ])
  expect(entries.map(({ clientId }) => clientId)).toEqual(['2', '9'])
  expect(entries[1]).toMatchObject({ body: 'body of 1', state: 'queued', failure: null })
})

test('after a day a message is not sent unasked any more', () => {
  const entries = after([submitted('1'), { type: 'aged', wallMs: outboxLimits.keepMs + 1 }])
  expect(entries[0]).toMatchObject({ state: 'failed', failure: { code: 'expired' } })
  expect(nextToSend(entries, 'a', 0)).toBeNull()
})

test('a message that is tried again after a day has another day', () => {
  const wallMs = outboxLimits.keepMs + 1
  const entries = after([
    submitted('1'),
    { type: 'aged', wallMs },
    { type: 'retried', clientId: '1', newClientId: null, wallMs },
    { type: 'aged', wallMs: wallMs + 1 },
  ])
  expect(nextToSend(entries, 'a', 0)?.clientId).toBe('1')
})

test('a late answer to a message that was seen in the log changes nothing', () => {
  const entries = after([submitted('1'), attempted('1'), { type: 'removed', clientId: '1' }])
  expect(after([committed('1'), refused('1')], entries)).toBe(entries)
})

test('it is full at fifty messages that still have to go', () => {
  const many = after(Array.from({ length: 50 }, (_, index) => submitted(String(index))))
  expect(isLaneFull(many, 'a')).toBe(true)
  expect(isLaneFull(after([attempted('0'), committed('0')], many), 'a')).toBe(false)
})

const seen = (clientId: string, seq = 1): OutboxAction => ({
  type: 'seen',
  clientId,
  seq,
  wallMs: 3_000,
})

test('what the log shows is kept ten minutes more, and then forgotten', () => {
  const settled = after([submitted('1'), attempted('1'), committed('1'), seen('1')])
  expect(settled[0]).toMatchObject({ state: 'settled', seq: 1 })
  const soon = 3_000 + outboxLimits.ledgerMs
  expect(after([{ type: 'aged', wallMs: soon }], settled)).toBe(settled)
  expect(after([{ type: 'aged', wallMs: soon + 1 }], settled)).toEqual([])
})

test('no more than fifty settled messages are kept, the newest', () => {
  const ids = Array.from({ length: 60 }, (_, index) => String(index))
  const settled = after(ids.flatMap((id) => [submitted(id), seen(id)]))
  const kept = after([{ type: 'aged', wallMs: 3_000 }], settled)
  expect(kept.map(({ clientId }) => clientId)).toEqual(ids.slice(10))
})

test('a committed message that the log lost goes again, before what was written after it', () => {
  const entries = after([
    submitted('1'),
    submitted('2'),
    attempted('1'),
    committed('1'),
    seen('1'),
    { type: 'missed', clientId: '1' },
  ])
  expect(nextToSend(entries, 'a', 0)).toMatchObject({ clientId: '1', seq: null, attempts: 0 })
})

test('a message that still has to go is not sent twice because a log lacks it', () => {
  const entries = after([submitted('1'), attempted('1')])
  expect(after([{ type: 'missed', clientId: '1' }], entries)).toBe(entries)
})

test('C12: a clock that was set back makes nothing last longer than its time from now', () => {
  const dayMs = 24 * 60 * 60 * 1_000
  const early = after([{ type: 'aged', wallMs: -dayMs }], after([submitted('1')]))
  expect(early[0]).toMatchObject({ state: 'queued', createdAtMs: -dayMs })
  expect(after([{ type: 'aged', wallMs: 1 }], early)[0]?.state).toBe('failed')
})
