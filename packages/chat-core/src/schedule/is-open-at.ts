import { msOf } from './instant.ts'
import { isAlwaysOpen, lookFrom } from './open-spans.ts'
import type { Schedule } from './schedule.ts'
import { passedMs, reachedMs, SETBACK_MAX_MINUTES } from './wall-time.ts'

/**
 * Whether a group with this schedule is open at the instant (SC-1 to SC-3). The schedule is one that `scheduleInput`
 * has let in.
 *
 * Where clocks change, an interval lasts from when they first show its beginning or later until they last show less
 * than its end. So one that begins at a time that is skipped begins with the first instant after the gap, one that
 * ends there ends with the gap, and one that lies in the gap is not. An hour that comes twice is open throughout where
 * it is covered: of a time in it, the first begins and the second ends.
 */
export function isOpenAt(schedule: Schedule, at: string): boolean {
  if (isAlwaysOpen(schedule)) return true
  const { timeZone } = schedule
  const atMs = msOf(at)
  const { origin, minute, hours } = lookFrom(schedule, atMs, 1)
  for (const { start, end } of hours) {
    if (start > minute + SETBACK_MAX_MINUTES) break
    // What the clocks show says it all, unless they were set back a while ago or will be in a while.
    const hasBegun = start <= minute || reachedMs({ date: origin, minute: start }, timeZone) <= atMs
    const goesOn = minute < end || atMs < passedMs({ date: origin, minute: end }, timeZone)
    if (hasBegun && goesOn) return true
  }
  return false
}
