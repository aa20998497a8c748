import { setTimeout as sleep } from 'node:timers/promises'
import { busSpoiler } from '../bus-spoiler.ts'
import { crashPostgres, everyNemesis, strikeUntil } from '../chaos.ts'
import type { Scenario } from '../scenario.ts'

const POSTGRES_CRASHES = 2
/**
 * A third of a thousand readers come back at once when a node is killed, on the cores that start it anew. Who gives up
 * on a connection that is about to be answered, and begins another one, makes all of them wait longer.
 */
const LARGE_CONNECT_WITHIN_MS = 5_000

export const everythingAtOnce: Scenario = {
  id: 'c1',
  promise:
    'people talk while connections, nodes, Redis, Postgres and the bus fail: nothing is lost, doubled, out of order or told to the wrong side',
  aims: { p50Ms: 50, p99Ms: 2_000, maxMs: 6_000, caughtUpMs: 2_000 },
  async run(stage) {
    const { rooms, readers, messages, minutes } = stage.options
    const overMs = minutes * 60_000
    const timing = stage.isLarge ? { connectWithinMs: LARGE_CONNECT_WITHIN_MS } : {}
    await stage.start({ nodeCount: 3, patches: [busSpoiler], timing })
    const conversations = await stage.openRooms(rooms, readers)

    const talking = Promise.all(
      conversations.map((conversation) => conversation.talk({ messages, overMs, noteEvery: 10 })),
    )
    const crashes = (async () => {
      for (let crash = 0; crash < POSTGRES_CRASHES; crash += 1) {
        await sleep(overMs / (POSTGRES_CRASHES + 1))
        await crashPostgres(stage)
      }
    })()
    await strikeUntil(Promise.all([talking, crashes]), stage, everyNemesis(stage))
    await stage.quiesce()
  },
}
