export { bookableSlots, type Slot, type SlotRequest } from './bookable-slots.ts'
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
export { isOnShift, overlappingShifts, type Shift } from './shift.ts'
export { isTimeZone } from './time-zone.ts'
export { type LocalDay, weekOf } from './week-of.ts'
