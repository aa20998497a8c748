import { describe, expect, test } from 'vitest'
import { type Candidate, isEligible } from './candidate.ts'
import { pickAgent } from './pick-agent.ts'
import type { RoutingStrategy } from './strategy.ts'

const candidate = (id: string, differs: Partial<Candidate> = {}): Candidate => ({
  agent: { id, name: id },
  availability: 'online',
  isConnected: true,
  openRooms: 0,
  capacity: 3,
  lastAssignedAt: null,
  priority: 1,
  ...differs,
})

const at = (minute: number) => `2026-11-20T12:${String(minute).padStart(2, '0')}:00.000Z`

const pickedBy = (
  strategy: RoutingStrategy,
  candidates: readonly Candidate[],
  lastAgentId: string | null = null,
) => pickAgent(strategy, candidates, { lastAgentId })?.agent.id ?? null

const CHOOSING = ['round_robin', 'least_loaded', 'sticky'] as const

describe('who is eligible', () => {
  test.each<[string, Partial<Candidate>, boolean]>([
    ['somebody online and connected', {}, true],
    ['somebody with one room less than they may own', { openRooms: 2 }, true],
    ['somebody who may own any number', { openRooms: 200, capacity: null }, true],
    ['somebody away', { availability: 'away' }, false],
    ['somebody offline', { availability: 'offline' }, false],
    ['somebody without a socket', { isConnected: false }, false],
    ['somebody who owns as many rooms as they may', { openRooms: 3 }, false],
    ['somebody whose limit was lowered', { openRooms: 3, capacity: 1 }, false],
  ])('RT-1: %s', (_, differs, expected) => {
    const one = candidate('anna', differs)
    expect(isEligible(one)).toBe(expected)
    for (const strategy of CHOOSING)
      expect(pickedBy(strategy, [one], 'anna')).toBe(expected ? 'anna' : null)
  })
})

describe('whom a strategy picks', () => {
  test('RT-2: nobody of nobody, and nobody by hand', () => {
    for (const strategy of CHOOSING) expect(pickedBy(strategy, [])).toBeNull()
    expect(pickedBy('manual', [candidate('anna')], 'anna')).toBeNull()
  })

  test('RT-2: round robin picks who was given none for longest, those who never were first', () => {
    const long = candidate('a', { lastAssignedAt: at(2) })
    const longer = candidate('b', { lastAssignedAt: at(1), openRooms: 2 })
    const never = candidate('c', { openRooms: 1 })
    expect(pickedBy('round_robin', [long, longer])).toBe('b')
    expect(pickedBy('round_robin', [long, longer, never])).toBe('c')
  })

  test('RT-2: least loaded picks who owns fewest, then who was given none for longest', () => {
    const two = candidate('a', { openRooms: 2 })
    const one = candidate('b', { openRooms: 1, lastAssignedAt: at(2) })
    const oneLonger = candidate('c', { openRooms: 1, lastAssignedAt: at(1) })
    expect(pickedBy('least_loaded', [two, one])).toBe('b')
    expect(pickedBy('least_loaded', [two, one, oneLonger])).toBe('c')
  })

  test('RT-2: sticky picks the last agent, whatever their turn, else the least loaded', () => {
    const last = candidate('a', { openRooms: 2, priority: 5 })
    const other = candidate('b', { openRooms: 1 })
    expect(pickedBy('sticky', [last, other], 'a')).toBe('a')
    expect(pickedBy('sticky', [{ ...last, openRooms: 3 }, other], 'a')).toBe('b')
    expect(pickedBy('sticky', [last, other])).toBe('b')
    expect(pickedBy('sticky', [last, other], 'somebody who left')).toBe('b')
  })

  test('RT-2: members of a smaller priority go first', () => {
    const busy = candidate('b', { openRooms: 2, lastAssignedAt: at(5), priority: 0 })
    const free = candidate('a')
    for (const strategy of CHOOSING) expect(pickedBy(strategy, [free, busy])).toBe('b')
    const full = { ...busy, openRooms: 3 }
    for (const strategy of CHOOSING) expect(pickedBy(strategy, [free, full])).toBe('a')
  })

  test('RT-2: what is equal goes by id, in whatever order they are looked at', () => {
    const all = ['b', 'a', 'c'].map((id) => candidate(id))
    for (const strategy of CHOOSING) {
      expect(pickedBy(strategy, all)).toBe('a')
      expect(pickedBy(strategy, all.toReversed())).toBe('a')
    }
  })
})
