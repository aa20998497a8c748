import { describe, expect, test } from 'vitest'
import { scheduleOf } from '../testing/hours.ts'
import { bookableSlots, type SlotRequest } from './bookable-slots.ts'
import { alwaysOpen } from './schedule.ts'

const berlin = alwaysOpen('Europe/Berlin')

const shift = (agentId: string, startsAt: string, endsAt: string) => ({ agentId, startsAt, endsAt })

const slots = (request: Partial<SlotRequest>) =>
  bookableSlots({
    schedule: berlin,
    shifts: [],
    booked: [],
    slotMinutes: 30,
    leadMinutes: 0,
    horizonDays: 7,
    now: '2026-01-05T00:00+01:00',
    ...request,
  })

/** When slots start, as a clock in Berlin shows it. */
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Berlin',
  hour: '2-digit',
  minute: '2-digit',
})
const starts = (request: Partial<SlotRequest>) =>
  slots(request).map(({ startsAt }) => clock.format(Date.parse(startsAt)))

const morning = shift('anna', '2026-01-05T09:00+01:00', '2026-01-05T11:00+01:00')

describe('bookable slots', () => {
  test('SC-8: fill a shift by the clock, not by when the shift begins', () => {
    expect(starts({ shifts: [morning] })).toEqual(['09:00', '09:30', '10:00', '10:30'])
    const late = shift('anna', '2026-01-05T09:10+01:00', '2026-01-05T11:20+01:00')
    expect(starts({ shifts: [late] })).toEqual(['09:30', '10:00', '10:30'])
    expect(starts({ shifts: [late], slotMinutes: 45 })).toEqual(['09:45', '10:30'])
    expect(slots({ shifts: [morning] })[0]).toEqual({
      agentId: 'anna',
      startsAt: '2026-01-05T08:00:00.000Z',
      endsAt: '2026-01-05T08:30:00.000Z',
    })
  })

  test('SC-8: go by time, then by agent in the order of their first shifts', () => {
    const bo = { ...morning, agentId: 'bo' }
    expect(slots({ shifts: [bo, morning], slotMinutes: 60 }).map(({ agentId }) => agentId)).toEqual(
      [...['bo', 'anna', 'bo', 'anna']],
    )
  })

  test('SC-8: lie over the seam of two shifts that touch, and not in the gap between two that do not', () => {
    const next = shift('anna', '2026-01-05T11:00+01:00', '2026-01-05T13:00+01:00')
    const shifts = [next, morning]
    expect(starts({ shifts, slotMinutes: 120 })).toEqual(['10:00'])
    const apart = { ...next, startsAt: '2026-01-05T11:05+01:00' }
    expect(starts({ shifts: [morning, apart], slotMinutes: 120 })).toEqual([])
  })

  test('SC-8: overlap nothing that the agent has booked, whatever its length', () => {
    const booked = [shift('anna', '2026-01-05T09:20+01:00', '2026-01-05T10:00+01:00')]
    expect(starts({ shifts: [morning], booked })).toEqual(['10:00', '10:30'])
    const others = booked.map((slot) => ({ ...slot, agentId: 'bo' }))
    expect(starts({ shifts: [morning], booked: others })).toHaveLength(4)
  })

  test('SC-8: begin after the lead time', () => {
    const now = '2026-01-05T09:30+01:00'
    expect(starts({ shifts: [morning], now })).toEqual(['09:30', '10:00', '10:30'])
    expect(starts({ shifts: [morning], now, leadMinutes: 1 })).toEqual(['10:00', '10:30'])
    expect(starts({ shifts: [morning], now: '2026-01-05T10:31+01:00' })).toEqual([])
  })

  test('SC-8: end with the last date of the horizon', () => {
    const night = shift('anna', '2026-01-06T22:00+01:00', '2026-01-07T02:00+01:00')
    const now = '2026-01-05T23:59+01:00'
    expect(starts({ shifts: [night], now, horizonDays: 0 })).toEqual([])
    expect(starts({ shifts: [night], now, horizonDays: 1, slotMinutes: 60 })).toEqual([
      ...['22:00', '23:00'],
    ])
  })

  test('SC-8: lie in the hours of the group, holidays included', () => {
    const schedule = scheduleOf({
      zone: 'Europe/Berlin',
      daily: '9:15-10:00 10:30-10:45 10:45-12:00',
      holidays: { '2026-01-06': '' },
    })
    const tomorrow = shift('anna', '2026-01-06T09:00+01:00', '2026-01-06T11:00+01:00')
    expect(starts({ schedule, shifts: [morning, tomorrow] })).toEqual(['09:30', '10:30'])
  })

  test('SC-8: are not at a time that is skipped', () => {
    const shifts = [shift('anna', '2026-03-29T01:00+01:00', '2026-03-29T05:00+02:00')]
    const now = '2026-03-28T12:00+01:00'
    expect(starts({ shifts, now })).toEqual(['01:00', '01:30', '03:00', '03:30', '04:00', '04:30'])
    // 1:30 lasts until 4:00 by the new time, so 3:00 would overlap it.
    expect(starts({ shifts, now, slotMinutes: 90 })).toEqual(['01:30'])
  })

  test('SC-8: go by the clock of the zone, also where half an hour is skipped', () => {
    const offered = slots({
      schedule: alwaysOpen('Australia/Lord_Howe'),
      shifts: [shift('anna', '2026-10-04T00:30+10:30', '2026-10-04T05:00+11:00')],
      slotMinutes: 60,
      now: '2026-10-03T12:00+10:30',
    })
    expect(offered.map(({ startsAt }) => startsAt.slice(11, 16))).toEqual([
      ...['14:30', '16:00', '17:00'],
    ])
  })

  test('SC-8: are once at a time that is shown twice, the first time', () => {
    const shifts = [shift('anna', '2026-10-25T01:30+02:00', '2026-10-25T03:30+01:00')]
    const offered = slots({ shifts, now: '2026-10-24T12:00+02:00' })
    expect(offered.map(({ startsAt }) => startsAt.slice(11, 16))).toEqual([
      ...['23:30', '00:00', '00:30', '02:00'],
    ])
  })

  test('SC-8: shorter than 5 minutes are refused', () => {
    for (const slotMinutes of [4, 0, -30, Number.NaN])
      expect(() => slots({ slotMinutes })).toThrow('A slot lasts 5 minutes at least.')
  })
})
