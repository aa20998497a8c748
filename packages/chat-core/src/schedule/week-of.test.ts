import { describe, expect, test } from 'vitest'
import { type LocalDay, weekOf } from './week-of.ts'

const hoursOfDay = ({ startsAt, endsAt }: LocalDay): number =>
  (Date.parse(endsAt) - Date.parse(startsAt)) / 3_600_000

describe('a week', () => {
  test('SC-7: goes from Monday to Sunday, whichever of its days is asked for', () => {
    const week = weekOf('Asia/Kathmandu', '2028-02-29')
    expect(week.map(({ date }) => date)).toEqual([
      ...['2028-02-28', '2028-02-29', '2028-03-01', '2028-03-02'],
      ...['2028-03-03', '2028-03-04', '2028-03-05'],
    ])
    expect(week[1]).toEqual({
      date: '2028-02-29',
      startsAt: '2028-02-28T18:15:00.000Z',
      endsAt: '2028-02-29T18:15:00.000Z',
    })
    for (const { date } of week) expect(weekOf('Asia/Kathmandu', date)).toEqual(week)
  })

  test.each([
    ['Europe/Berlin', '2026-03-29', [24, 24, 24, 24, 24, 24, 23]],
    ['Europe/Berlin', '2026-10-25', [24, 24, 24, 24, 24, 24, 25]],
    ['America/New_York', '2026-03-08', [24, 24, 24, 24, 24, 24, 23]],
    ['America/New_York', '2026-11-01', [24, 24, 24, 24, 24, 24, 25]],
    ['Australia/Lord_Howe', '2026-10-04', [24, 24, 24, 24, 24, 24, 23.5]],
    ['Australia/Lord_Howe', '2026-04-05', [24, 24, 24, 24, 24, 24, 24.5]],
    ['America/Sao_Paulo', '2018-11-04', [24, 24, 24, 24, 24, 24, 23]],
    ['America/Sao_Paulo', '2018-02-18', [24, 24, 24, 24, 24, 25, 24]],
    ['Pacific/Apia', '2011-12-30', [24, 24, 24, 24, 0, 24, 24]],
  ])('SC-7: in %s around %s has days of %j hours', (timeZone, date, lengths) => {
    const week = weekOf(timeZone, date)
    expect(week.map(hoursOfDay)).toEqual(lengths)
    expect(week.slice(1).map(({ startsAt }) => startsAt)).toEqual(
      week.slice(0, -1).map(({ endsAt }) => endsAt),
    )
  })

  test('SC-7: of a date or zone that does not exist is refused', () => {
    expect(() => weekOf('Europe/Berlin', '2026-02-29')).toThrow(RangeError)
    expect(() => weekOf('Europe/Atlantis', '2026-02-28')).toThrow(RangeError)
  })
})
