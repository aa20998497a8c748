import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scheduleOf } from '../testing/hours.ts'
import { runs } from '../testing/runs.ts'
import { bookableSlots, type Slot, type SlotRequest } from './bookable-slots.ts'
import { isOpenAt } from './is-open-at.ts'
import { isOnShift } from './shift.ts'

const MINUTE_MS = 60_000

/** Noon, UTC, before a day on which clocks change, and one on which they do not. */
const places = [
  ['Europe/Berlin', '2026-03-28'],
  ['Europe/Berlin', '2026-10-24'],
  ['America/New_York', '2026-03-07'],
  ['America/New_York', '2026-10-31'],
  ['Australia/Lord_Howe', '2026-04-03'],
  ['Australia/Lord_Howe', '2026-10-02'],
  ['Asia/Kathmandu', '2028-02-28'],
] as const

const isoOf = (ms: number): string => new Date(ms).toISOString()
const agent = fc.constantFrom('anna', 'bo')

/** Times in the five days from noon on. */
const timesFrom = (noonMs: number, lastsMaxMinutes: number): fc.Arbitrary<Slot[]> =>
  fc.array(
    fc
      .tuple(agent, fc.nat(5 * 96), fc.integer({ min: 5, max: lastsMaxMinutes }))
      .map(([agentId, quarter, lasts]) => ({
        agentId,
        startsAt: isoOf(noonMs + quarter * 15 * MINUTE_MS),
        endsAt: isoOf(noonMs + (quarter * 15 + lasts) * MINUTE_MS),
      })),
    { maxLength: 12 },
  )

const requests: fc.Arbitrary<SlotRequest> = fc.constantFrom(...places).chain(([zone, date]) => {
  const noonMs = Date.parse(`${date}T12:00Z`)
  return fc.record({
    schedule: fc
      .constantFrom(null, '1:10-2:20 2:40-9:00', '0:00-2:00 3:00-12:00', '20:00-30:00')
      .map((daily) => scheduleOf({ zone, daily })),
    shifts: timesFrom(noonMs, 20 * 60),
    booked: timesFrom(noonMs, 180),
    slotMinutes: fc.constantFrom(15, 20, 30, 45, 50, 60, 90),
    leadMinutes: fc.nat(300),
    horizonDays: fc.nat(4),
    now: fc.nat(2_880).map((minutes) => isoOf(noonMs + minutes * MINUTE_MS)),
  })
})

const isApart = (one: Slot, other: Slot): boolean =>
  one.endsAt <= other.startsAt || other.endsAt <= one.startsAt

test('SC-8: a slot is free, worked, open, to come, and by the clock', () => {
  let seen = 0
  const offer = (request: SlotRequest) => {
    const { schedule, shifts, booked, slotMinutes, leadMinutes, now } = request
    const clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: schedule.timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    const slots = bookableSlots(request)
    seen += slots.length
    for (const [index, slot] of slots.entries()) {
      const { agentId } = slot
      const startMs = Date.parse(slot.startsAt)
      const isTheirs = (other: Slot) => other.agentId === agentId
      expect(Date.parse(slot.endsAt) - startMs).toBe(slotMinutes * MINUTE_MS)
      expect(startMs - Date.parse(now)).toBeGreaterThanOrEqual(leadMinutes * MINUTE_MS)
      for (const other of [...booked, ...slots.slice(index + 1)].filter(isTheirs))
        expect(isApart(slot, other)).toBe(true)
      for (let minute = 0; minute < slotMinutes; minute += 1) {
        const at = isoOf(startMs + minute * MINUTE_MS)
        expect(isOnShift(shifts, agentId, at) && isOpenAt(schedule, at)).toBe(true)
      }
      const [hour = 0, minute = 0] = clock.format(startMs).split(':').map(Number)
      expect((hour * 60 + minute) % slotMinutes).toBe(0)
    }
  }
  fc.assert(fc.property(requests, offer), runs(80))
  expect(seen).toBeGreaterThan(100)
})

test('SC-8: what is booked is not offered again, and all else still is', () => {
  const book = (request: SlotRequest, pick: number) => {
    const before = bookableSlots(request)
    const taken = before[pick % Math.max(before.length, 1)]
    if (!taken) return
    const after = bookableSlots({ ...request, booked: [...request.booked, taken] })
    expect(after).toEqual(before.filter((slot) => slot !== taken))
  }
  fc.assert(fc.property(requests, fc.nat(), book), runs(150))
})
