import type { RoomFact } from '@shopbell/chat-core'
import type { Finding } from './finding.ts'
import type { RoomTable, Tables } from './tables.ts'

interface Ownership {
  readonly status: RoomTable['status']
  readonly assigneeId: string | null
}

/** O8: every change of hands follows from what the room was, and nobody has more rooms than they may. */
export function checkOwnership({ rooms, overCapacity }: Tables): Finding[] {
  const tooMany = overCapacity.map(
    ({ agentId, rooms: owned }): Finding => ({
      kind: 'over-capacity',
      text: `agent ${agentId.slice(0, 8)} owns ${owned} open rooms`,
    }),
  )
  return [...tooMany, ...[...rooms.values()].flatMap(historyOf)]
}

function historyOf(room: RoomTable): Finding[] {
  const findings: Finding[] = []
  let now: Ownership = { status: 'closed', assigneeId: null }
  for (const { seq, fact } of room.log) {
    if (!fact) continue
    const next = stepOf(now, fact)
    if (next === 'impossible') {
      const text = `${fact.type} at ${room.roomId.slice(0, 8)}:${seq} while it was ${now.status}`
      findings.push({ kind: 'owned', text })
    } else {
      now = next
    }
  }
  if (now.status !== room.status || now.assigneeId !== room.assigneeId) {
    const text = `${room.roomId.slice(0, 8)} is ${room.status}, and its log says ${now.status}`
    findings.push({ kind: 'owned', text })
  }
  return findings
}

/** What a fact makes of a room, as long as nobody joins histories. */
function stepOf(now: Ownership, fact: RoomFact): Ownership | 'impossible' {
  switch (fact.type) {
    case 'room.opened':
      return now.status === 'closed' ? { status: 'waiting', assigneeId: null } : 'impossible'
    case 'room.reopened':
      if (now.status !== 'closed') return 'impossible'
      return fact.assignee
        ? { status: 'open', assigneeId: fact.assignee.id }
        : { status: 'waiting', assigneeId: null }
    case 'room.assigned': {
      // Taken by oneself only out of the line; given by somebody else also from hand to hand.
      const isFree = fact.by === null ? now.status === 'waiting' : now.status !== 'closed'
      return isFree ? { status: 'open', assigneeId: fact.agent.id } : 'impossible'
    }
    case 'room.transferred':
      if (now.status !== 'open') return 'impossible'
      return fact.agent
        ? { status: 'open', assigneeId: fact.agent.id }
        : { status: 'waiting', assigneeId: null }
    case 'room.requeued':
      return now.status === 'open' ? { status: 'waiting', assigneeId: null } : 'impossible'
    case 'room.closed':
      return now.status === 'closed' ? 'impossible' : { status: 'closed', assigneeId: null }
    default:
      return now
  }
}
