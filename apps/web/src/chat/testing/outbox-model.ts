import {
  isCommitted,
  newEntry,
  nextOrder,
  nextToSend,
  type OutboxEntry,
  outgoingOf,
} from '../outbox-entry.ts'
import { mergeStored } from '../outbox-merge.ts'
import { applyOutboxAction, type OutboxAction } from '../outbox-reducer.ts'
import { type Refusal, toRefusal } from '../refusal.ts'
import { type StoredEntry, toStored } from '../stored-entry.ts'
import { unreachable } from './chat-error.ts'
import { assertAtItsEnd, assertNothingVanished, assertOneInFlight } from './outbox-promises.ts'
import type { OutboxStep, Outcome } from './outbox-step.ts'

/**
 * The outbox of two tabs over one storage, without timers: the real reducer and the real merge, a server that commits
 * each key once, and a lock per lane that a tab holds from the begin of an attempt to its end or the tab's.
 */
export function createOutboxModel() {
  const storage = new Map<string, StoredEntry>()
  /** What the server has, per lane, in commit order. */
  const logs: string[][] = [[], []]
  const tabs: (readonly OutboxEntry[])[] = [[], []]
  const late: { clientId: string; seq: number }[] = []
  const inFlight: ({ readonly tab: number; readonly entry: OutboxEntry } | null)[] = [null, null]
  /** Which tabs have not been told yet that the logs are of another history. */
  const isBehind = [false, false]
  const refusedKeys = new Set<string>()
  let submitted: string[] = []
  const moved = new Set<string>()
  let nowMs = 0
  let count = 0

  const entriesOf = (tab: number) => tabs[tab] ?? []
  const logOf = (lane: number | string) => logs[Number(lane)] ?? []
  const stored = () => [...storage.values()]

  const hear = (tab: number, abandonedLane?: string) => {
    const options = { nowMs, ...(abandonedLane !== undefined && { abandonedLane }) }
    tabs[tab] = mergeStored(entriesOf(tab), stored(), options)
  }

  const apply = (tab: number, action: OutboxAction) => {
    const before = entriesOf(tab)
    const after = applyOutboxAction(before, action)
    for (const entry of after)
      if (!before.includes(entry)) storage.set(entry.clientId, toStored(entry, nowMs))
    for (const { clientId } of before)
      if (!after.some((entry) => entry.clientId === clientId)) storage.delete(clientId)
    tabs[tab] = after
  }

  const commit = ({ lane, clientId }: OutboxEntry): number => {
    const log = logOf(lane)
    if (!log.includes(clientId)) log.push(clientId)
    return log.indexOf(clientId) + 1
  }

  const refuse = (tab: number, clientId: string, patch: Partial<Refusal> = {}) =>
    apply(tab, {
      type: 'refused',
      clientId,
      refusal: { ...toRefusal(unreachable()), ...patch },
      nowMs,
      random: 0.5,
    })

  /** What the tab's stream shows of the logs; after a resync, of a log that may have lost something. */
  const settle = (tab: number) => {
    hear(tab)
    for (const { clientId, lane, state } of entriesOf(tab)) {
      const seq = logOf(lane).indexOf(clientId) + 1
      if (seq > 0) apply(tab, { type: 'seen', clientId, seq, wallMs: nowMs })
      else if (isBehind[tab] && isCommitted({ state })) {
        moved.add(clientId)
        apply(tab, { type: 'missed', clientId })
      }
    }
    isBehind[tab] = false
  }

  const begin = (tab: number, lane: number) => {
    if (inFlight[lane]) {
      if (nextToSend(entriesOf(inFlight[lane].tab), String(lane), nowMs))
        throw new Error('Another message would have been sent beside the one in flight.')
      return
    }
    hear(tab, String(lane))
    const entry = nextToSend(entriesOf(tab), String(lane), nowMs)
    if (!entry) return
    apply(tab, { type: 'attempted', clientId: entry.clientId })
    inFlight[lane] = { tab, entry }
  }

  const end = (lane: number, outcome: Outcome) => {
    const flight = inFlight[lane]
    if (!flight) return
    inFlight[lane] = null
    const { tab, entry } = flight
    const { clientId } = entry
    hear(tab)
    // What the server has it does not refuse.
    switch (outcome === 'refused' && logOf(lane).includes(clientId) ? 'ok' : outcome) {
      case 'ok':
        return apply(tab, { type: 'committed', clientId, seq: commit(entry), wallMs: nowMs })
      case 'send lost':
        return refuse(tab, clientId)
      case 'ack lost':
        commit(entry)
        return refuse(tab, clientId)
      case 'timeout':
        late.push({ clientId, seq: commit(entry) })
        nowMs += 8_000
        return refuse(tab, clientId)
      case 'refused':
        refusedKeys.add(clientId)
        return refuse(tab, clientId, { retryable: false, code: 'not_permitted' })
      case 'rate limited':
        return refuse(tab, clientId, { code: 'rate_limited', retryAfterMs: 5_000 })
    }
  }

  /** The page goes, with whatever it was doing, and comes back. */
  const reload = (tab: number) => {
    for (const [lane, flight] of inFlight.entries()) {
      if (flight?.tab !== tab) continue
      inFlight[lane] = null
      if (count % 2) commit(flight.entry)
    }
    tabs[tab] = []
    hear(tab)
  }

  const submit = (tab: number, lane: number) => {
    hear(tab)
    count += 1
    // Keys that sort against the order of submission, as after a clock was set back.
    const clientId = `key-${String(10_000 - count)}`
    submitted.push(clientId)
    const draft = { clientId, lane: String(lane), kind: 'text', body: clientId } as const
    const order = nextOrder(entriesOf(tab))
    apply(tab, { type: 'submitted', entry: newEntry({ ...draft, order, createdAtMs: nowMs }) })
  }

  const retry = (tab: number) => {
    hear(tab)
    const failed = entriesOf(tab).find(({ state }) => state === 'failed')
    if (!failed) return
    count += 1
    const newClientId = `key-${String(10_000 - count)}`
    submitted = submitted.map((key) => (key === failed.clientId ? newClientId : key))
    moved.add(newClientId)
    apply(tab, { type: 'retried', clientId: failed.clientId, newClientId, wallMs: nowMs })
  }

  const take = (step: OutboxStep): void => {
    switch (step.do) {
      case 'submit':
        submit(step.tab, step.lane)
        break
      case 'begin':
        begin(step.tab, step.lane)
        break
      case 'end':
        end(step.lane, step.outcome)
        break
      case 'late answer': {
        const answer = late.shift()
        hear(step.tab)
        if (answer) apply(step.tab, { type: 'committed', ...answer, wallMs: nowMs })
        break
      }
      case 'offline':
        for (let index = 0; index < step.tries; index += 1) {
          begin(step.tab, step.lane)
          end(step.lane, 'send lost')
          nowMs += 15_000
        }
        break
      case 'reload':
        reload(step.tab)
        break
      case 'hear':
        hear(step.tab)
        break
      case 'see':
        settle(step.tab)
        break
      case 'resync':
        for (const log of logs) log.splice(Math.max(0, log.length - step.lostCount))
        isBehind.fill(true)
        break
      case 'retry':
        retry(step.tab)
        break
      case 'wait':
        nowMs += step.ms
    }
  }

  return {
    /** Takes a step and throws when a message vanished, two of a lane were in flight, or an end state was left. */
    take(step: OutboxStep) {
      const before = new Map(storage)
      take(step)
      assertOneInFlight(stored())
      assertNothingVanished({ storage, logs, submitted, refusedKeys })
      const mayGoOn = { failed: step.do === 'retry', moved }
      for (const entry of before.values()) assertAtItsEnd(entry, storage, mayGoOn)
    },
    /** The network heals: what still waits is sent, and the log is seen by both tabs. */
    heal() {
      for (const tab of [0, 1]) settle(tab)
      for (const lane of [0, 1]) {
        end(lane, 'ok')
        for (let tries = 0; tries <= count; tries += 1) {
          nowMs += 15_000
          begin(tries % 2, lane)
          end(lane, 'ok')
        }
      }
      for (const tab of [0, 1]) settle(tab)
    },
    /** Keys in the order they were submitted, without those that failed. */
    expectedOf: (lane: number) =>
      submitted.filter((key) => {
        const entry = storage.get(key)
        return entry?.lane === String(lane) && entry.state !== 'failed'
      }),
    /** Tried anew by their author, or lost by the server: these may come later than they were written. */
    moved,
    logOf,
    waitingIn: (tab: number) =>
      ['0', '1']
        .flatMap((lane) => outgoingOf(entriesOf(tab), lane))
        .filter(({ state }) => state !== 'failed'),
  }
}
