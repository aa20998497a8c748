import { describe, expect, test } from 'vitest'
import { scheduleInput, toInputError } from '../schemas.ts'
import { hoursOf, scheduleOf } from '../testing/hours.ts'
import { alwaysOpen } from './schedule.ts'

const office = scheduleOf({
  zone: 'Europe/Berlin',
  daily: '9:00-12:00 12:00-17:00 22:00-46:00',
  holidays: { '2028-02-29': '', '2026-12-24': '8:00-12:00' },
})

const monday = (hours: unknown) => ({ ...office, hours: { ...office.hours, monday: hours } })
const holiday = (date: string, name = 'Christmas') => ({ date, name, hours: [] })
const minutes = (fromMinute: number, toMinute: number) => [{ fromMinute, toMinute }]

describe('the input of a schedule', () => {
  test('SC-5: a schedule is let in as it is', () => {
    expect(scheduleInput.parse(office)).toEqual(office)
    for (const zone of ['UTC', 'Asia/Kathmandu', 'America/Argentina/Buenos_Aires'])
      expect(scheduleInput.parse(alwaysOpen(zone))).toEqual(alwaysOpen(zone))
  })

  test.each([
    ['timeZone', { ...office, timeZone: '' }],
    ['timeZone', { ...office, timeZone: 'Europe/Atlantis' }],
    ['timeZone', { ...office, timeZone: 'europe/berlin' }],
    ['timeZone', { ...office, timeZone: '+02:00' }],
    ['timeZone', { ...office, timeZone: '2026-01-01T00:00[Europe/Berlin]' }],
    ['hours', { timeZone: 'UTC', holidays: [] }],
    ['hours.sunday', { ...office, hours: { ...office.hours, sunday: undefined } }],
    ['hours', { ...office, hours: { ...office.hours, funday: [] } }],
    ['hours.monday.0.fromMinute', monday(minutes(-1, 60))],
    ['hours.monday.0.fromMinute', monday(minutes(1_440, 1_500))],
    ['hours.monday.0.fromMinute', monday(minutes(0.5, 60))],
    ['hours.monday.0', monday(minutes(60, 60))],
    ['hours.monday.0', monday(minutes(60, 1_501))],
    ['hours.monday.0', monday([{ fromMinute: 0, toMinute: 60, name: 'Night' }])],
    ['hours.monday', monday(hoursOf('9:00-12:00 11:59-17:00'))],
    ['hours.monday', monday(hoursOf('13:00-17:00 9:00-12:00'))],
    ['hours.monday', monday(hoursOf('0:00-1:00 2:00-3:00 4:00-5:00').flatMap((one) => [one, one]))],
    ['holidays.0.date', { ...office, holidays: [holiday('2026-02-29')] }],
    ['holidays.0.date', { ...office, holidays: [holiday('29.2.2028')] }],
    ['holidays.0.name', { ...office, holidays: [holiday('2026-12-25', ' ')] }],
    ['holidays', { ...office, holidays: [holiday('2026-12-25'), holiday('2026-12-25')] }],
    ['', { ...office, name: 'Office' }],
  ])('SC-5: a fault of %s is refused: %j', (field, input) => {
    const { error } = scheduleInput.safeParse(input)
    expect(error && toInputError(error)).toMatchObject({
      code: 'input_invalid',
      details: { field },
    })
  })

  test('SC-5: a day has 8 intervals at most, a schedule 100 holidays', () => {
    const eight = Array.from({ length: 8 }, (_, hour) => ({
      fromMinute: hour * 60,
      toMinute: hour * 60 + 30,
    }))
    expect(scheduleInput.safeParse(monday(eight)).success).toBe(true)
    expect(
      scheduleInput.safeParse(monday([...eight, { fromMinute: 600, toMinute: 660 }])).success,
    ).toBe(false)
    const many = Array.from({ length: 101 }, (_, index) => holiday(`${2026 + index}-12-25`))
    expect(scheduleInput.safeParse({ ...office, holidays: many.slice(1) }).success).toBe(true)
    expect(scheduleInput.safeParse({ ...office, holidays: many }).success).toBe(false)
  })
})
