import { describe, expect, test } from 'vitest'
import { scheduleOf } from '../testing/hours.ts'
import { deriveOpening, nextClosing, nextOpening } from './next-opening.ts'
import { alwaysOpen } from './schedule.ts'

const office = scheduleOf({
  zone: 'Europe/Berlin',
  daily: '9:00-12:00 13:00-17:00',
  week: { saturday: '', sunday: '' },
  holidays: { '2026-04-03': '', '2026-04-06': '10:00-14:00' },
})

describe('the next opening and closing', () => {
  test('SC-4: after the last hours before a long weekend is when the holiday after it opens', () => {
    const thursday = '2026-04-02T17:00+02:00'
    expect(nextOpening(office, thursday)).toBe('2026-04-06T08:00:00.000Z')
    expect(nextClosing(office, thursday)).toBe('2026-04-06T12:00:00.000Z')
    expect(deriveOpening(office, thursday)).toEqual({
      open: false,
      opensAt: '2026-04-06T08:00:00.000Z',
    })
  })

  test('SC-4: of a Friday before the clocks go forward is Monday by the new time', () => {
    expect(nextOpening(office, '2026-03-27T17:00+01:00')).toBe('2026-03-30T07:00:00.000Z')
  })

  test('SC-4: while a group is open, they are the end of these hours and the beginning of the next', () => {
    const morning = '2026-01-07T10:30+01:00'
    expect(nextClosing(office, morning)).toBe('2026-01-07T11:00:00.000Z')
    expect(nextOpening(office, morning)).toBe('2026-01-07T12:00:00.000Z')
    expect(deriveOpening(office, morning)).toEqual({
      open: true,
      closesAt: '2026-01-07T11:00:00.000Z',
    })
  })

  test('SC-4: now itself is not meant', () => {
    expect(nextOpening(office, '2026-01-07T09:00+01:00')).toBe('2026-01-07T12:00:00.000Z')
    expect(nextClosing(office, '2026-01-07T12:00+01:00')).toBe('2026-01-07T16:00:00.000Z')
  })

  test('SC-4: hours that touch are one, on a day, over midnight, and over an hour that is skipped', () => {
    const night = scheduleOf({
      zone: 'Europe/Berlin',
      week: { saturday: '18:00-20:00 20:00-24:00', sunday: '0:00-2:00 3:00-6:00' },
    })
    expect(nextClosing(night, '2026-03-28T18:00+01:00')).toBe('2026-03-29T04:00:00.000Z')
    expect(nextClosing(night, '2026-01-10T18:00+01:00')).toBe('2026-01-11T01:00:00.000Z')
  })

  test('SC-4: a night that runs into the hours of the morning ends with them', () => {
    const bar = scheduleOf({ zone: 'Europe/Berlin', daily: '2:00-6:00 22:00-27:00' })
    expect(nextClosing(bar, '2026-01-05T22:00+01:00')).toBe('2026-01-06T05:00:00.000Z')
  })

  test('SC-4: what is always open never closes, and what never opens never opens', () => {
    const always = alwaysOpen('Asia/Kathmandu')
    const fullWeek = scheduleOf({ zone: 'Asia/Kathmandu', daily: '0:00-24:00' })
    for (const schedule of [always, fullWeek])
      expect(deriveOpening(schedule, '2026-01-05T00:00Z')).toEqual({ open: true, closesAt: null })
    expect(nextOpening(always, '2026-01-05T00:00Z')).toBeNull()
    const never = scheduleOf({ zone: 'Asia/Kathmandu' })
    expect(deriveOpening(never, '2026-01-05T00:00Z')).toEqual({ open: false, opensAt: null })
    expect(nextClosing(never, '2026-01-05T00:00Z')).toBeNull()
  })

  test('SC-4: what is open but for a holiday closes for it', () => {
    const schedule = scheduleOf({ zone: 'UTC', daily: null, holidays: { '2026-12-25': '' } })
    expect(nextClosing(schedule, '2026-01-05T00:00Z')).toBe('2026-12-25T00:00:00.000Z')
    expect(nextOpening(schedule, '2026-01-05T00:00Z')).toBe('2026-12-26T00:00:00.000Z')
  })

  test('SC-4: what lies more than 400 days ahead is null', () => {
    const fair = scheduleOf({ zone: 'UTC', holidays: { '2028-02-29': '9:00-17:00' } })
    expect(nextOpening(fair, '2027-01-25T09:00:00Z')).toBe('2028-02-29T09:00:00.000Z')
    expect(nextOpening(fair, '2027-01-25T08:59:59Z')).toBeNull()
  })
})
