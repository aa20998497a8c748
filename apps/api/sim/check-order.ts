import { grouped } from './grouped.ts'
import type { LineStep } from './journal.ts'
import type { Violation } from './violation.ts'

/** One wait of a room in a line, with the steps at its ends; null while it goes on. */
interface Stay {
  readonly entered: LineStep
  readonly left: LineStep | null
  readonly priority: number
}

/** The stays of one room: its steps in the order of its log. */
function staysOf(steps: readonly LineStep[], priority: number): Stay[] {
  const ordered = [...steps].sort((a, b) => a.seq - b.seq)
  return ordered.flatMap((entered, index) =>
    entered.step === 'entered' ? [{ entered, left: ordered[index + 1] ?? null, priority }] : [],
  )
}

/** Whether one stands before the other in a line (QU-1). */
const isBefore = (a: Stay, b: Stay): boolean => {
  if (a.priority !== b.priority) return a.priority > b.priority
  if (a.entered.at !== b.entered.at) return a.entered.at < b.entered.at
  return a.entered.roomId < b.entered.roomId
}

/** Whoever surely waited when a room was routed, surely after that as well, and stood before it. */
function passedBy(routed: Stay, line: ReadonlySet<Stay>): Stay | undefined {
  const { left } = routed
  if (!left) return undefined
  return [...line].find(
    (other) =>
      other !== routed &&
      (other.left?.begin ?? Number.POSITIVE_INFINITY) > left.end &&
      isBefore(other, routed),
  )
}

function checkLine(stays: readonly Stay[]): Violation[] {
  const events = stays.flatMap((stay) => [
    { tick: stay.entered.end, stay, what: 'stands' as const },
    ...(stay.left
      ? [{ tick: stay.left.begin, stay, what: stay.left.step === 'routed' ? 'routed' : 'left' }]
      : []),
  ])
  const line = new Set<Stay>()
  const violations: Violation[] = []
  for (const { stay, what } of events.sort((a, b) => a.tick - b.tick)) {
    // Offered on entry, it leaves before it surely stood there.
    if (what === 'stands' && (stay.left?.begin ?? Number.POSITIVE_INFINITY) > stay.entered.end)
      line.add(stay)
    if (what === 'stands') continue
    line.delete(stay)
    const passed = what === 'routed' && passedBy(stay, line)
    if (passed) {
      const { roomId, at } = stay.entered
      const text = `${roomId} (in line since ${at}) passed ${passed.entered.roomId} (since ${passed.entered.at})`
      violations.push({ kind: 'order', text })
    }
  }
  return violations
}

/** Rooms leave a line by routing in its order; only who takes one by hand may pass others by. */
export function checkOrder(
  steps: readonly LineStep[],
  priorityOf: (roomId: string) => number,
): Violation[] {
  const stays = [...grouped(steps, ({ roomId }) => roomId)].flatMap(([roomId, own]) =>
    staysOf(own, priorityOf(roomId)),
  )
  return [...grouped(stays, ({ entered }) => entered.groupId).values()].flatMap(checkLine)
}
