import type { Finding } from './finding.ts'
import type { ReaderTape } from './reader-tape.ts'
import type { LogEntry, Tables } from './tables.ts'

type Seen = ReadonlyMap<number, number>

/** O5: each reader applied exactly the log as they may see it, in order, from their snapshot on. */
export function checkReaders(readers: readonly ReaderTape[], { rooms }: Tables): Finding[] {
  return readers.flatMap((reader) => {
    const log = rooms.get(reader.roomId)?.log ?? []
    const bySeq = new Map(log.map((entry) => [entry.seq, entry]))
    return [...missingOf(reader, log), ...foreignOf(reader, bySeq), ...countsOf(reader)]
  })
}

const mayKnow = ({ audience }: ReaderTape, { kind }: LogEntry): boolean =>
  audience === 'staff' || kind !== 'note'

function missingOf(reader: ReaderTape, log: readonly LogEntry[]): Finding[] {
  const missing: number[] = []
  reader.stretches.forEach(({ cursor, seqs }, index) => {
    // A reader who started over has the rest from the next snapshot.
    const next = reader.stretches[index + 1]
    const isOwedAll = !next && !reader.hasLeft
    const until = isOwedAll ? Number.POSITIVE_INFINITY : (seqs.at(-1) ?? cursor)
    const has = new Set(seqs)
    for (const entry of log) {
      if (entry.seq <= cursor || entry.seq > until || !mayKnow(reader, entry)) continue
      if (!has.has(entry.seq)) missing.push(entry.seq)
    }
  })
  return missing.map((seq) => ({ kind: 'missing', text: `${reader.name} never got ${seq}` }))
}

/** What they were told that is not in the log, or not for them, or not where it belongs. */
function foreignOf(reader: ReaderTape, log: ReadonlyMap<number, LogEntry>): Finding[] {
  return reader.stretches.flatMap(({ cursor, shownSeqs, shownKeys, seqs, keys }) => {
    let before = cursor
    const judge = (seq: number, key: number | undefined): Finding[] => {
      const entry = log.get(seq)
      const what = `${reader.name} was told ${seq}`
      if (!entry || entry.key !== key)
        return [{ kind: 'foreign', text: `${what}, which is not so in the log` }]
      if (!mayKnow(reader, entry)) return [{ kind: 'leaked', text: `${what}, which is a note` }]
      return []
    }
    const inOrder = (seq: number): Finding[] => {
      const isLater = seq > before
      const text = `${reader.name} was told ${seq} after ${before}`
      before = Math.max(before, seq)
      return isLater ? [] : [{ kind: 'disordered', text }]
    }
    return [
      ...shownSeqs.flatMap((seq, index) => judge(seq, shownKeys[index])),
      ...seqs.flatMap((seq, index) => [...judge(seq, keys[index]), ...inOrder(seq)]),
    ]
  })
}

/** What a reader's own rule dropped, and O12: what it must never have had to count. */
function countsOf({ name, doubled, disordered, gaps, restarts }: ReaderTape): Finding[] {
  const findings: Finding[] = []
  if (doubled > 0) findings.push({ kind: 'doubled', text: `${name}: ${doubled} told again` })
  if (disordered > 0) findings.push({ kind: 'disordered', text: `${name}: ${disordered} too late` })
  if (gaps > 0) findings.push({ kind: 'gap', text: `${name}: ${gaps} gaps` })
  if (restarts > 0) findings.push({ kind: 'restarted', text: `${name}: ${restarts} times` })
  return findings
}

/** O7: at each place of a room all its readers saw the same, whatever the log says. */
export function checkAgreement(readers: readonly ReaderTape[]): Finding[] {
  const first = new Map<string, Map<number, number>>()
  return readers.flatMap(({ name, roomId, stretches }) => {
    const known = first.get(roomId) ?? new Map<number, number>()
    first.set(roomId, known)
    return stretches.flatMap(({ seqs, keys, shownSeqs, shownKeys }) => {
      const seen: Seen = new Map([
        ...shownSeqs.map((seq, index): [number, number] => [seq, shownKeys[index] ?? 0]),
        ...seqs.map((seq, index): [number, number] => [seq, keys[index] ?? 0]),
      ])
      return [...seen].flatMap(([seq, key]): Finding[] => {
        const agreed = known.get(seq) ?? key
        known.set(seq, agreed)
        if (agreed === key) return []
        return [{ kind: 'disagreed', text: `${name} saw something else at ${seq}` }]
      })
    })
  })
}
