import type { Mutant } from './mutant.ts'
import type { Patch } from './patch.ts'
import { cutOff } from './scenarios/cut-off.ts'
import { deafNodes } from './scenarios/deaf-nodes.ts'
import { lateComer } from './scenarios/late-comer.ts'
import { lossyBus } from './scenarios/lossy-bus.ts'
import { slowToSleep } from './scenarios/slow-to-sleep.ts'
import { takenAway } from './scenarios/taken-away.ts'

const HUB = 'apps/api/src/realtime/room-hub.ts'
const HUBS = 'apps/api/src/realtime/room-hubs.ts'
const LOG_READER = 'apps/api/src/realtime/log-reader.ts'

/** Lets whoever likes listen to a hub, and read pages past it. */
const openHub: Patch = {
  file: HUB,
  find: 'hint(message: M): void {',
  replace: `page(cursor) { return this.#log.read(cursor, 200) }
  hint(message: M): void {
    this.listeners ??= new Set()
    for (const listener of this.listeners) listener(message)`,
}

const NEXT = `    const batch = this.#hub.from(this.#cursor, PIECE_MAX)
    return batch ? this.#advance(batch) : this.#fetch()`

/** What is heard from now on, and how to sleep until there is some of it. */
const LISTEN = `
      this.heard = []
      this.#hub.listeners ??= new Set()
      this.#hub.listeners.add((message) => { this.heard.push(message); this.wake?.() })`

const REPLAY = `
      const rows = []
      for (;;) {
        const page = await this.#hub.page(rows.at(-1)?.seq ?? this.#cursor)
        if (page.length === 0) break
        rows.push(...page)
      }`

const waitForHeard: Patch = {
  file: LOG_READER,
  find: 'return this.#hub.whenNews(this.#cursor, wake)',
  replace:
    'this.wake = wake; if (this.heard.length > 0) queueMicrotask(wake); return () => undefined',
}

const FORWARD = `
    const heard = this.heard.splice(0)
    return heard.length > 0 ? heard : null`

/** Of how a log is read. */
export const readingMutants: readonly Mutant[] = [
  {
    name: 'replay-then-listen',
    mistake:
      'reads what there is, then listens: what comes in between, and what the bus loses, is gone',
    scenario: lossyBus,
    caughtBy: 'missing',
    patches: [
      openHub,
      waitForHeard,
      {
        file: LOG_READER,
        find: NEXT,
        replace: `    if (this.heard) {${FORWARD}
    }
    return (async () => {${REPLAY}${LISTEN}
      return rows.length > 0 ? rows : null
    })()`,
      },
    ],
  },
  {
    name: 'listen-then-replay',
    mistake:
      'listens, reads what there is, then forwards what it heard, without looking at its position',
    scenario: lossyBus,
    caughtBy: 'missing',
    patches: [
      openHub,
      waitForHeard,
      {
        file: LOG_READER,
        find: NEXT,
        replace: `    if (this.heard) {${FORWARD}
    }
    return (async () => {${LISTEN}${REPLAY}
      return rows.length > 0 ? rows : null
    })()`,
      },
    ],
  },
  {
    name: 'no-position-check',
    mistake: 'believes that every notice arrives',
    scenario: deafNodes,
    caughtBy: 'missing',
    patches: [
      {
        file: HUBS,
        find: 'else for (const [roomId] of tails) this.#held.get(roomId)?.hub.begin(lastSeqOf(roomId))',
        replace: '',
      },
    ],
  },
  {
    name: 'untracked-frame',
    mistake: 'says something in the stream of the log that has no id',
    scenario: cutOff,
    caughtBy: 'restarted',
    patches: [
      {
        file: 'apps/api/src/realtime/shared-frames.ts',
        find: 'new Frame(tracked(eventId(epoch, seq), content))',
        replace:
          "new Frame(content.type === 'events' ? content : tracked(eventId(epoch, seq), content))",
      },
    ],
  },
  {
    name: 'tail-moved-by-reader',
    mistake: 'lets a reader who read the store tell the hub how far the log goes',
    scenario: lateComer,
    caughtBy: 'missing',
    patches: [
      {
        file: HUB,
        find: 'if (page[0]?.seq === cursor + 1) return page',
        replace: `if (page[0]?.seq === cursor + 1) {
          this.#tail = Math.max(this.#tail, page[page.length - 1].seq)
          return page
        }`,
      },
    ],
  },
  {
    name: 'no-second-look',
    mistake: 'goes to sleep without looking whether something came meanwhile',
    scenario: slowToSleep,
    caughtBy: 'missing',
    patches: [
      {
        file: HUB,
        find: 'if (this.#hasNews(cursor)) queueMicrotask(() => this.#wake())',
        replace: '',
      },
    ],
  },
  {
    name: 'stale-reads',
    mistake: 'reads the log from a replica that is behind',
    scenario: deafNodes,
    caughtBy: 'late',
    patches: [
      {
        file: 'packages/db/src/store/read-logs.ts',
        find: 'where room_id = asked.room and seq > asked.after_seq order by seq',
        replace:
          "where room_id = asked.room and seq > asked.after_seq and created_at < clock_timestamp() - interval '5 seconds' order by seq",
      },
    ],
  },
  {
    name: 'no-second-permission',
    mistake: 'asks who may read a room only when they begin',
    scenario: takenAway,
    caughtBy: 'told-too-much',
    patches: [
      {
        file: 'apps/api/src/realtime/room-reader.ts',
        find: 'if (!batch.some(isSystem)) return this.#frameOf(batch)',
        replace: 'return this.#frameOf(batch)',
      },
    ],
  },
]
