import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../testing/runs.ts'
import { type Candidate, isEligible } from './candidate.ts'
import { pickAgent } from './pick-agent.ts'

const anyCandidate = fc.record({
  availability: fc.constantFrom<Candidate['availability'][]>('online', 'online', 'away', 'offline'),
  isConnected: fc.boolean(),
  openRooms: fc.nat(4),
  capacity: fc.option(fc.integer({ min: 1, max: 4 })),
  lastAssignedAt: fc.option(
    fc.constantFrom('2026-11-20T12:00:00.000Z', '2026-11-20T13:00:00.000Z'),
  ),
  priority: fc.nat(2),
})

const anyCandidates = fc
  .array(anyCandidate, { maxLength: 8 })
  .map((all): Candidate[] =>
    all.map((one, index) => ({ ...one, agent: { id: `agent ${index}`, name: 'Agent' } })),
  )

const anyStrategy = fc.constantFrom(
  'round_robin' as const,
  'least_loaded' as const,
  'sticky' as const,
)

test('RT-1, RT-2: whoever is picked is eligible, and somebody is picked if anybody is', () => {
  const property = fc.property(anyStrategy, anyCandidates, fc.nat(8), (strategy, all, last) => {
    const picked = pickAgent(strategy, all, { lastAgentId: `agent ${last}` })
    expect(picked === null).toBe(!all.some(isEligible))
    expect(picked === null || isEligible(picked)).toBe(true)
  })
  fc.assert(property, runs(2_000))
})

test('RT-2: nobody eligible of the same priority owns fewer than whom the least loaded strategy picks', () => {
  const property = fc.property(anyCandidates, (all) => {
    const picked = pickAgent('least_loaded', all, { lastAgentId: null })
    const better = all.filter(
      (one) =>
        picked &&
        isEligible(one) &&
        (one.priority < picked.priority ||
          (one.priority === picked.priority && one.openRooms < picked.openRooms)),
    )
    expect(better).toEqual([])
  })
  fc.assert(property, runs(2_000))
})

/** Who closes a room before each assignment: whatever is freed, it is nobody's turn for that. */
const history = fc.record({
  agents: fc.integer({ min: 1, max: 6 }),
  closes: fc.array(fc.nat(5), { minLength: 1, maxLength: 60 }),
})

test('RT-2: however rooms come and go, round robin gives those who stay eligible the same number, give or take one', () => {
  const property = fc.property(history, ({ agents, closes }) => {
    const given = Array.from({ length: agents }, () => 0)
    let all = given.map(
      (_, index): Candidate => ({
        agent: { id: `agent ${index}`, name: 'Agent' },
        availability: 'online',
        isConnected: true,
        openRooms: 0,
        capacity: null,
        lastAssignedAt: null,
        priority: 1,
      }),
    )
    for (const [step, closer] of closes.entries()) {
      const picked = pickAgent('round_robin', all, { lastAgentId: null })
      const lastAssignedAt = new Date(step).toISOString()
      all = all.map((one, index) => {
        const closed = index === closer ? Math.max(0, one.openRooms - 1) : one.openRooms
        if (one !== picked) return { ...one, openRooms: closed }
        given[index] = (given[index] ?? 0) + 1
        return { ...one, openRooms: closed + 1, lastAssignedAt }
      })
      expect(Math.max(...given) - Math.min(...given)).toBeLessThanOrEqual(1)
    }
  })
  fc.assert(property, runs(500))
})
