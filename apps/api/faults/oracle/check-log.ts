import type { Finding } from './finding.ts'
import type { Intent } from './recorder.ts'
import type { LogEntry, RoomTable, Tables } from './tables.ts'

type Intents = ReadonlyMap<string, Intent>

const nameOf = ({ kind, n, authorId, roomId }: Intent): string =>
  `${kind} ${n} of ${authorId.slice(0, 8)} in room ${roomId.slice(0, 8)}`

/** O1 and O2: what was to be sent is stored, and where it was said to be. */
export function checkIntents(intents: Intents, { rooms }: Tables): Finding[] {
  const byClientId = new Map<string, LogEntry>()
  for (const { roomId, log } of rooms.values()) {
    for (const entry of log)
      if (entry.clientId) byClientId.set(`${roomId} ${entry.clientId}`, entry)
  }
  return [...intents.values()].flatMap((intent): Finding[] => {
    const { roomId, clientId, ackedSeq, refusedWith } = intent
    const stored = byClientId.get(`${roomId} ${clientId}`)
    if (refusedWith) {
      if (!stored) return []
      return [{ kind: 'phantom', text: `${nameOf(intent)} was refused and is stored` }]
    }
    if (!stored) {
      const finding: Finding = { kind: 'lost', text: `${nameOf(intent)} is not stored` }
      if (ackedSeq === null) return [finding]
      return [
        finding,
        { kind: 'phantom', text: `${nameOf(intent)} was acknowledged as ${ackedSeq}` },
      ]
    }
    if (ackedSeq === null || ackedSeq === stored.seq) return []
    const text = `${nameOf(intent)} was acknowledged as ${ackedSeq} and is at ${stored.seq}`
    return [{ kind: 'phantom', text }]
  })
}

/** O3: no key twice, no message twice, whatever key it came under. */
export function checkDuplicates({ rooms }: Tables): Finding[] {
  return [...rooms.values()].flatMap((room) => {
    const seen = new Set<string>()
    return room.log.flatMap(({ seq, kind, clientId, says }): Finding[] => {
      const names = [clientId && `key ${clientId}`, says && `${kind} ${says.n} of ${says.authorId}`]
      const again = names.find((name) => name && seen.has(name))
      for (const name of names) if (name) seen.add(name)
      return again ? [{ kind: 'duplicated', text: `${again} again at ${at(room, seq)}` }] : []
    })
  })
}

/** O4: every log is dense from 1 to the room's last seq. */
export function checkDensity({ rooms }: Tables): Finding[] {
  return [...rooms.values()].flatMap((room): Finding[] => {
    const broken = room.log.findIndex(({ seq }, index) => seq !== index + 1)
    if (broken >= 0)
      return [{ kind: 'hole', text: `no entry ${broken + 1} at ${at(room, broken + 1)}` }]
    if (room.log.length === room.lastSeq) return []
    const text = `${room.log.length} entries and last seq ${room.lastSeq} in ${room.roomId}`
    return [{ kind: 'hole', text }]
  })
}

/** O6: each author's messages stand in the order they were sent in, but for those that a failover had lost. */
export function checkSenderOrder({ rooms }: Tables, intents: Intents = new Map()): Finding[] {
  return [...rooms.values()].flatMap((room) => {
    const last = new Map<string, number>()
    return room.log.flatMap(({ seq, says, clientId }): Finding[] => {
      if (!says || intents.get(clientId ?? '')?.isResent) return []
      const before = last.get(says.authorId) ?? -1
      last.set(says.authorId, Math.max(before, says.n))
      if (says.n >= before) return []
      return [{ kind: 'inverted', text: `${says.n} after ${before} at ${at(room, seq)}` }]
    })
  })
}

const at = ({ roomId }: RoomTable, seq: number): string => `${roomId.slice(0, 8)}:${seq}`
