export { isOpenAt } from './is-open-at.ts'
export { deriveOpening, nextClosing, nextOpening, type Opening } from './next-opening.ts'
export {
  alwaysOpen,
  type Holiday,
  type Interval,
  type Schedule,
  type Weekday,
  type WeekHours,
  weekdays,
} from './schedule.ts'
export { isTimeZone } from './time-zone.ts'
