import { limits } from '../limits.ts'
import { isoOf, msOf } from './instant.ts'
import { isOpenAt } from './is-open-at.ts'
import { openSpans } from './open-spans.ts'
import type { Schedule } from './schedule.ts'
import type { Span } from './span.ts'

const HORIZON_MS = limits.scheduleHorizonDays * 86_400_000

/** The first edge after the instant, or null if none comes before the horizon. */
function nextEdge(schedule: Schedule, at: string, edgeOf: (span: Span) => number): string | null {
  const atMs = msOf(at)
  for (const span of openSpans(schedule, atMs)) {
    const edgeMs = edgeOf(span)
    if (edgeMs > atMs) return edgeMs - atMs > HORIZON_MS ? null : isoOf(edgeMs)
  }
  return null
}

/**
 * The first instant after `at` at which the group opens, having been closed (SC-4); if it is open now, the next time
 * after that. null if it does not within `limits.scheduleHorizonDays` times 24 hours.
 */
export const nextOpening = (schedule: Schedule, at: string): string | null =>
  nextEdge(schedule, at, ({ start }) => start)

/**
 * The first instant after `at` at which the group is closed, having been open (SC-4); if it is closed now, the end of
 * the hours to come. Intervals that touch are one. null if it does not within `limits.scheduleHorizonDays` times 24
 * hours.
 */
export const nextClosing = (schedule: Schedule, at: string): string | null =>
  nextEdge(schedule, at, ({ end }) => end)

/** What is shown of a schedule at an instant. The screen says it in the reader's own zone. */
export type Opening =
  | { readonly open: true; readonly closesAt: string | null }
  | { readonly open: false; readonly opensAt: string | null }

/** Whether the group is open, and when that changes; null if not before the horizon (SC-4). */
export const deriveOpening = (schedule: Schedule, at: string): Opening =>
  isOpenAt(schedule, at)
    ? { open: true, closesAt: nextClosing(schedule, at) }
    : { open: false, opensAt: nextOpening(schedule, at) }
