import { describe, expect, test } from 'vitest'
import { scheduleOf, type WrittenHours } from '../testing/hours.ts'
import { isOpenAt } from './is-open-at.ts'
import { alwaysOpen } from './schedule.ts'

interface Row {
  readonly name: string
  readonly hours: WrittenHours
  /** Local times, with the offset that the zone has then. */
  readonly open: readonly string[]
  readonly closed: readonly string[]
}

function check(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    for (const { name, hours, open, closed } of rows)
      test(name, () => {
        const schedule = scheduleOf(hours)
        expect(open.filter((at) => !isOpenAt(schedule, at))).toEqual([])
        expect(closed.filter((at) => isOpenAt(schedule, at))).toEqual([])
      })
  })
}

test('SC-1: without hours a group is always open', () => {
  for (const at of ['1999-12-31T23:59:59.999Z', '2026-03-29T01:00Z', '2028-02-29T12:00Z'])
    expect(isOpenAt(alwaysOpen('Europe/Berlin'), at)).toBe(true)
})

check('hours', [
  {
    name: 'SC-1: seven empty days are never open',
    hours: { zone: 'Europe/Berlin' },
    open: [],
    closed: ['2026-01-05T00:00+01:00', '2026-01-05T12:00+01:00', '2026-01-11T23:59+01:00'],
  },
  {
    name: 'SC-1: an interval has its beginning and not its end',
    hours: { zone: 'Europe/Berlin', week: { monday: '9:00-17:00' } },
    open: ['2026-01-05T09:00+01:00', '2026-01-05T16:59:59.999+01:00'],
    closed: ['2026-01-05T08:59:59.999+01:00', '2026-01-05T17:00+01:00', '2026-01-06T12:00+01:00'],
  },
  {
    name: 'SC-1: a day has several intervals',
    hours: { zone: 'Asia/Kathmandu', daily: '9:00-12:00 13:00-17:30' },
    open: ['2026-01-05T11:59+05:45', '2026-01-05T13:00+05:45', '2026-01-05T17:29+05:45'],
    closed: ['2026-01-05T12:00+05:45', '2026-01-05T12:59+05:45', '2026-01-05T17:30+05:45'],
  },
  {
    name: 'SC-1: an interval runs past midnight, into a day without hours and from Sunday into Monday',
    hours: { zone: 'America/New_York', week: { friday: '22:00-26:00', sunday: '22:00-26:00' } },
    open: ['2026-01-09T22:00-05:00', '2026-01-10T01:59-05:00', '2026-01-12T01:59-05:00'],
    closed: ['2026-01-09T21:59-05:00', '2026-01-10T02:00-05:00', '2026-01-09T01:00-05:00'],
  },
  {
    name: 'SC-1: an interval lasts a day at most, also from noon to noon',
    hours: { zone: 'Europe/Berlin', week: { monday: '12:00-36:00' } },
    open: ['2026-01-05T12:00+01:00', '2026-01-06T11:59+01:00'],
    closed: ['2026-01-05T11:59+01:00', '2026-01-06T12:00+01:00'],
  },
  {
    name: 'SC-1: the 29th of February is a day like others',
    hours: { zone: 'Europe/Berlin', week: { tuesday: '9:00-17:00', wednesday: '' } },
    open: ['2028-02-29T09:00+01:00', '2028-02-29T16:59+01:00'],
    closed: ['2028-02-28T12:00+01:00', '2028-03-01T12:00+01:00'],
  },
])

check('holidays', [
  {
    name: 'SC-3: a holiday without intervals is closed, in a week that is always open as well',
    hours: { zone: 'Europe/Berlin', daily: null, holidays: { '2026-12-25': '' } },
    open: ['2026-12-24T23:59+01:00', '2026-12-26T00:00+01:00'],
    closed: ['2026-12-25T00:00+01:00', '2026-12-25T23:59+01:00'],
  },
  {
    name: 'SC-3: a shortened holiday has its own hours and none of its weekday',
    hours: { zone: 'Europe/Berlin', daily: '9:00-17:00', holidays: { '2026-12-24': '8:00-12:00' } },
    open: ['2026-12-24T08:00+01:00', '2026-12-24T11:59+01:00', '2026-12-23T16:59+01:00'],
    closed: ['2026-12-24T12:00+01:00', '2026-12-24T16:00+01:00', '2026-12-23T08:00+01:00'],
  },
  {
    name: 'SC-3: a night that began before a holiday runs to its end, and the night of the holiday is not',
    hours: { zone: 'Europe/Berlin', daily: '22:00-28:00', holidays: { '2026-12-25': '' } },
    open: ['2026-12-24T23:00+01:00', '2026-12-25T03:59+01:00', '2026-12-26T22:00+01:00'],
    closed: ['2026-12-25T04:00+01:00', '2026-12-25T22:00+01:00', '2026-12-26T03:00+01:00'],
  },
  {
    name: 'SC-3: the night of a holiday runs into the day after',
    hours: { zone: 'Europe/Berlin', holidays: { '2026-12-31': '20:00-27:00' } },
    open: ['2026-12-31T20:00+01:00', '2027-01-01T02:59+01:00'],
    closed: ['2026-12-31T19:59+01:00', '2027-01-01T03:00+01:00'],
  },
  {
    name: 'SC-3: a holiday on the 29th of February is one in that year only',
    hours: { zone: 'America/New_York', daily: '9:00-17:00', holidays: { '2028-02-29': '' } },
    open: ['2028-02-28T12:00-05:00', '2028-03-01T12:00-05:00', '2027-03-01T12:00-05:00'],
    closed: ['2028-02-29T12:00-05:00'],
  },
])

check('clocks that go forward', [
  {
    name: 'SC-2: in Berlin, what begins in the gap begins after it, and what ends in it ends with it',
    hours: { zone: 'Europe/Berlin', week: { sunday: '0:30-2:15 2:30-5:00' } },
    open: ['2026-03-29T01:59+01:00', '2026-03-29T03:00+02:00', '2026-03-29T04:59+02:00'],
    closed: ['2026-03-29T00:29+01:00', '2026-03-29T05:00+02:00'],
  },
  {
    name: 'SC-2: in New York, what lies in the gap is not',
    hours: { zone: 'America/New_York', week: { sunday: '2:00-3:00' } },
    open: ['2026-03-15T02:00-04:00', '2026-03-01T02:59-05:00'],
    closed: ['2026-03-08T01:59-05:00', '2026-03-08T03:00-04:00'],
  },
  {
    name: 'SC-2: on Lord Howe Island, where the gap is half an hour long',
    hours: { zone: 'Australia/Lord_Howe', week: { sunday: '2:15-2:45' } },
    open: ['2026-10-04T02:30+11:00', '2026-10-04T02:44+11:00'],
    closed: ['2026-10-04T01:59+10:30', '2026-10-04T02:45+11:00'],
  },
  {
    name: 'SC-2: in São Paulo, where midnight itself was skipped',
    hours: { zone: 'America/Sao_Paulo', week: { saturday: '20:00-24:00', sunday: '0:00-2:00' } },
    open: ['2018-11-03T23:59-03:00', '2018-11-04T01:00-02:00', '2018-11-04T01:59-02:00'],
    closed: ['2018-11-03T19:59-03:00', '2018-11-04T02:00-02:00'],
  },
  {
    name: 'SC-2: on Samoa, where a whole Friday was skipped, its night has begun and its day is not',
    hours: {
      zone: 'Pacific/Apia',
      week: { thursday: '22:00-23:00', friday: '9:00-17:00 22:00-26:00' },
    },
    open: ['2011-12-29T22:59-10:00', '2011-12-31T00:00+14:00', '2011-12-31T01:59+14:00'],
    closed: ['2011-12-29T23:00-10:00', '2011-12-31T02:00+14:00', '2011-12-31T12:00+14:00'],
  },
])

check('clocks that go back', [
  {
    name: 'SC-2: in Berlin, an hour that comes twice is open throughout',
    hours: { zone: 'Europe/Berlin', week: { sunday: '1:00-4:00' } },
    open: ['2026-10-25T02:30+02:00', '2026-10-25T02:30+01:00', '2026-10-25T03:59+01:00'],
    closed: ['2026-10-25T00:59+02:00', '2026-10-25T04:00+01:00'],
  },
  {
    name: 'SC-2: in New York, the first of two times begins and the second ends',
    hours: { zone: 'America/New_York', week: { sunday: '1:15-1:45' } },
    open: ['2026-11-01T01:15-04:00', '2026-11-01T01:50-04:00', '2026-11-01T01:44-05:00'],
    closed: ['2026-11-01T01:14-04:00', '2026-11-01T01:45-05:00'],
  },
  {
    name: 'SC-2: in Berlin, what ends where the hour begins that comes twice ends the first time',
    hours: { zone: 'Europe/Berlin', week: { sunday: '1:00-2:00' } },
    open: ['2026-10-25T01:59+02:00'],
    closed: ['2026-10-25T02:00+02:00', '2026-10-25T02:00+01:00'],
  },
  {
    name: 'SC-2: on Lord Howe Island, where half an hour comes twice',
    hours: { zone: 'Australia/Lord_Howe', week: { sunday: '1:45-3:00' } },
    open: ['2026-04-05T01:45+11:00', '2026-04-05T01:35+10:30', '2026-04-05T02:59+10:30'],
    closed: ['2026-04-05T01:44+11:00', '2026-04-05T03:00+10:30'],
  },
  {
    name: 'SC-2: in São Paulo, where it was Saturday again from midnight on',
    hours: { zone: 'America/Sao_Paulo', week: { saturday: '22:00-23:30', sunday: '0:00-1:00' } },
    open: ['2018-02-17T23:45-02:00', '2018-02-17T23:29-03:00', '2018-02-18T00:00-03:00'],
    closed: ['2018-02-17T23:30-03:00', '2018-02-18T01:00-03:00'],
  },
  {
    name: "SC-2: in St. John's, where a minute of Sunday came before the last hour of Saturday",
    hours: { zone: 'America/St_Johns', week: { sunday: '0:00-2:00' } },
    open: ['2010-11-07T00:00-02:30', '2010-11-06T23:30-03:30', '2010-11-07T01:59-03:30'],
    closed: ['2010-11-06T23:59-02:30', '2010-11-07T02:00-03:30'],
  },
  {
    name: "SC-2: in St. John's, where Saturday's last hour came again, and with it the end of Friday's night",
    hours: { zone: 'America/St_Johns', week: { friday: '23:40-47:30' } },
    open: ['2010-11-06T23:29-02:30', '2010-11-07T00:00-02:30', '2010-11-06T23:29-03:30'],
    closed: ['2010-11-05T23:39-02:30', '2010-11-06T23:30-03:30'],
  },
  {
    name: 'SC-2: in Casablanca, where clocks go back for Ramadan',
    hours: { zone: 'Africa/Casablanca', daily: '9:00-17:00' },
    open: ['2026-02-13T09:00+01:00', '2026-02-16T09:00+00:00', '2026-03-23T09:00+01:00'],
    closed: ['2026-02-13T17:00+01:00', '2026-02-16T08:59+00:00', '2026-03-23T17:00+01:00'],
  },
])
