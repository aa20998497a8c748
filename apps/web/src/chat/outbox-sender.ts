import type { OutboxEntries } from './outbox-entries.ts'
import { headOfLane, nextToSend, type OutboxEntry } from './outbox-reducer.ts'
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

/** Empties the lanes of an outbox: one message of a lane at a time, and one tab at a time. */
export function createOutboxSender(options: OutboxSenderOptions): OutboxSender {
  const { identity, entries, deliver, runExclusive } = options
  const busyLanes = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStopped = false

  const attempt = async (entry: OutboxEntry) => {
    const { clientId } = entry
    entries.apply({ type: 'attempted', clientId })
    entries.save(clientId)
    try {
      const { seq } = await deliver(entry)
      entries.apply({ type: 'committed', clientId, seq })
    } catch (error) {
      const refusal = toRefusal(error)
      entries.apply({
        type: 'refused',
        clientId,
        refusal,
        nowMs: Date.now(),
        random: Math.random(),
      })
    }
    entries.save(clientId)
  }

  const sendAllDue = async (lane: string) => {
    // Only the holder of the lock sends, so an attempt that storage still shows as running died with its tab.
    entries.merge({ abandonedLane: lane })
    const next = () => nextToSend(entries.store.getState(), lane, Date.now())
    for (let entry = next(); entry && !isStopped; entry = next()) await attempt(entry)
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
    const nowMs = Date.now()
    entries.apply({ type: 'aged', nowMs })
    const waitsMs: number[] = []
    for (const { lane, dueAtMs } of idleHeads()) {
      if (dueAtMs <= nowMs) void drain(lane)
      else waitsMs.push(dueAtMs - nowMs)
    }
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
