import type { OutboxEntries } from './outbox-entries.ts'
import { headOfLane, nextToSend, type OutboxEntry, outboxLimits } from './outbox-entry.ts'
import { toRefusal } from './refusal.ts'
import type { RunExclusive } from './web-lock.ts'

export interface OutboxSenderOptions {
  readonly identity: string
  readonly entries: OutboxEntries
  readonly deliver: (entry: OutboxEntry) => Promise<{ readonly seq: number }>
  readonly runExclusive: RunExclusive
}

export interface OutboxSender {
  /** Sends what is due and sets the timer for what is not yet. Call after every change. */
  pump(): void
  stop(): void
}

/** An attempt that takes longer than this has failed; what it still achieves is known by its key. */
const ATTEMPT_TIMEOUT_MS = 8_000

/** Empties the lanes of an outbox: one message of a lane at a time, and one tab at a time. */
export function createOutboxSender(options: OutboxSenderOptions): OutboxSender {
  const { identity, entries, deliver, runExclusive } = options
  const busyLanes = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false

  const attempt = async (entry: OutboxEntry) => {
    const { clientId } = entry
    entries.apply({ type: 'attempted', clientId })
    const outcome = await withinTime(deliver(entry)).catch(toRefusal)
    // Another tab may have seen it in the log meanwhile: what it wrote down is newer than our answer.
    entries.merge({})
    if ('seq' in outcome) {
      entries.apply({ type: 'committed', clientId, seq: outcome.seq, wallMs: Date.now() })
    } else {
      const nowMs = performance.now()
      entries.apply({ type: 'refused', clientId, refusal: outcome, nowMs, random: Math.random() })
    }
  }

  const sendAllDue = async (lane: string) => {
    // Only the holder of the lock sends, so an attempt that storage still shows as running died with its tab.
    entries.merge({ abandonedLane: lane })
    const next = () => {
      // This tab may have waited long for its turn, or its machine have slept.
      entries.apply({ type: 'aged', wallMs: Date.now() })
      return isStopped ? null : nextToSend(entries.store.getState(), lane, performance.now())
    }
    for (let entry = next(); entry; entry = next()) await attempt(entry)
  }

  const drain = async (lane: string) => {
    busyLanes.add(lane)
    try {
      await runExclusive(`shopbell.outbox.${identity}.${lane}`, () => sendAllDue(lane))
    } finally {
      busyLanes.delete(lane)
    }
    pump()
  }

  const idleHeads = () => {
    const all = entries.store.getState()
    const lanes = new Set(all.map(({ lane }) => lane))
    return [...lanes]
      .filter((lane) => !busyLanes.has(lane))
      .flatMap((lane) => headOfLane(all, lane) ?? [])
  }

  const pump = () => {
    clearTimeout(timer)
    if (isStopped) return
    entries.apply({ type: 'aged', wallMs: Date.now() })
    const nowMs = performance.now()
    const waitsMs: number[] = []
    for (const { lane, dueAtMs } of idleHeads()) {
      if (dueAtMs <= nowMs) void drain(lane)
      else waitsMs.push(dueAtMs - nowMs)
    }
    // What was settled is to be forgotten in time, also when nothing else happens.
    if (entries.store.getState().some(({ state }) => state === 'settled'))
      waitsMs.push(outboxLimits.ledgerMs)
    if (waitsMs.length > 0) timer = setTimeout(pump, Math.min(...waitsMs))
  }

  return {
    pump,
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}

async function withinTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('No answer in time.')), ATTEMPT_TIMEOUT_MS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
