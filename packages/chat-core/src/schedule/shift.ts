import { msOf } from './instant.ts'
import { overlaps, type Span } from './span.ts'

/** A working time of an agent, from `startsAt` to before `endsAt`. */
export interface Shift {
  readonly agentId: string
  readonly startsAt: string
  readonly endsAt: string
}

/** A shift or a slot as a span of milliseconds since 1970. */
export const spanOf = ({ startsAt, endsAt }: Shift): Span => ({
  start: msOf(startsAt),
  end: msOf(endsAt),
})

/** Whether the agent works at the instant (SC-6). */
export function isOnShift(shifts: readonly Shift[], agentId: string, at: string): boolean {
  const atMs = msOf(at)
  return shifts.some((shift) => {
    if (shift.agentId !== agentId) return false
    const { start, end } = spanOf(shift)
    return start <= atMs && atMs < end
  })
}

/**
 * The shifts that share time with another shift of the same agent, in the order given (SC-6). One that begins when
 * the other ends shares none.
 */
export function overlappingShifts(shifts: readonly Shift[]): readonly Shift[] {
  const all = shifts.map((shift) => ({ shift, span: spanOf(shift) }))
  const isShared = ({ shift, span }: (typeof all)[number]): boolean =>
    all.some(
      (other) =>
        other.span !== span && other.shift.agentId === shift.agentId && overlaps(other.span, span),
    )
  return all.filter(isShared).map(({ shift }) => shift)
}
