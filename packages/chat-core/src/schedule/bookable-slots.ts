import type { Temporal } from 'temporal-polyfill'
import { ChatError } from '../errors.ts'
import { limits } from '../limits.ts'
import { isoOf, msOf } from './instant.ts'
import { DAY_MINUTES, openSpans } from './open-spans.ts'
import type { Schedule } from './schedule.ts'
import { type Shift, spanOf } from './shift.ts'
import { contains, mergeSpans, overlaps, type Span } from './span.ts'
import { shown, wallTimeAt } from './wall-time.ts'

const MINUTE_MS = 60_000

/** A time with an agent that a customer may book, or has booked. */
export interface Slot {
  readonly agentId: string
  readonly startsAt: string
  readonly endsAt: string
}

export interface SlotRequest {
  /** Of the group. Its zone is whose clock slots go by; slots lie in its hours. */
  readonly schedule: Schedule
  readonly shifts: readonly Shift[]
  readonly booked: readonly Slot[]
  readonly slotMinutes: number
  /** No slot begins earlier than this after now. */
  readonly leadMinutes: number
  /** Slots are of today, in the schedule's zone, and of this many dates after it. */
  readonly horizonDays: number
  readonly now: string
}

/** The slots of a date, whoever has time for them: whole multiples of their length on the clock, none on another. */
function slotsOn(date: Temporal.PlainDate, slotMinutes: number, timeZone: string): Span[] {
  const slots: Span[] = []
  for (let minute = 0; minute + slotMinutes <= DAY_MINUTES; minute += slotMinutes) {
    const { firstMs, isSkipped } = shown({ date, minute }, timeZone)
    const isTaken = firstMs < (slots.at(-1)?.end ?? firstMs)
    if (!isSkipped && !isTaken)
      slots.push({ start: firstMs, end: firstMs + slotMinutes * MINUTE_MS })
  }
  return slots
}

function slotsToCome({ schedule, slotMinutes, leadMinutes, horizonDays, now }: SlotRequest) {
  const nowMs = msOf(now)
  const { date } = wallTimeAt(nowMs, schedule.timeZone)
  const dates = Array.from({ length: horizonDays + 1 }, (_, days) => date.add({ days }))
  return dates
    .flatMap((one) => slotsOn(one, slotMinutes, schedule.timeZone))
    .filter(({ start }) => start >= nowMs + leadMinutes * MINUTE_MS)
}

function hoursUntil(endMs: number, { schedule, now }: SlotRequest): Span[] {
  const hours: Span[] = []
  for (const span of openSpans(schedule, msOf(now))) {
    if (span.start >= endMs) break
    hours.push(span)
  }
  return hours
}

const spansByStart = (times: readonly Slot[]): Span[] =>
  times.map(spanOf).sort((one, other) => one.start - other.start)

/**
 * What customers may book, by time and then by agent in the order of their first shifts (SC-8). A slot lies in the
 * agent's shifts, which count as one where they touch, and in the schedule's hours; overlaps nothing the agent has
 * booked; and begins at `now` or later.
 *
 * Slots begin at whole multiples of their length after local midnight, and no two of an agent overlap. A beginning
 * that the clocks skip is not offered; one that they show twice is offered once, the first time. A slot lasts
 * `slotMinutes` by the stopwatch, also where clocks change.
 *
 * Refuses slots shorter than `limits.slotMinMinutes` as `input_invalid`.
 */
export function bookableSlots(request: SlotRequest): readonly Slot[] {
  const { shifts, booked, slotMinutes } = request
  if (!(slotMinutes >= limits.slotMinMinutes))
    throw new ChatError('input_invalid', `A slot lasts ${limits.slotMinMinutes} minutes at least.`)
  const agents = [...new Set(shifts.map(({ agentId }) => agentId))].map((agentId) => {
    const isTheirs = (time: Slot) => time.agentId === agentId
    return {
      agentId,
      working: [...mergeSpans(spansByStart(shifts.filter(isTheirs)))],
      taken: booked.filter(isTheirs).map(spanOf),
    }
  })
  const slots = slotsToCome(request)
  const hours = hoursUntil(slots.at(-1)?.end ?? 0, request)
  const isIn = (spans: readonly Span[], slot: Span) => spans.some((span) => contains(span, slot))
  return slots.flatMap((slot) => {
    if (!isIn(hours, slot)) return []
    const times = { startsAt: isoOf(slot.start), endsAt: isoOf(slot.end) }
    return agents
      .filter(
        ({ working, taken }) => isIn(working, slot) && !taken.some((one) => overlaps(one, slot)),
      )
      .map(({ agentId }) => ({ agentId, ...times }))
  })
}
