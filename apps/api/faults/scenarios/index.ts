import type { Scenario } from '../scenario.ts'
import { everythingAtOnce } from './c1-everything-at-once.ts'
import { healthyLoad } from './c2-healthy-load.ts'
import { killedNode } from './c3-killed-node.ts'
import { redisAway } from './c4-redis-away.ts'
import { postgresRestarts } from './c5-postgres-restarts.ts'
import { lostTail, lostWord } from './c6-lost-tail.ts'
import { rollingRestart } from './c7-rolling-restart.ts'
import { reconnectStorm } from './c8-reconnect-storm.ts'
import { slowConsumers } from './c9-slow-readers.ts'
import { zombies } from './c10-zombies.ts'
import { flapping } from './c11-flapping.ts'
import { wrongClocks } from './c12-wrong-clocks.ts'
import { embeddedKill } from './c13-embedded-kill.ts'
import { oneKey } from './contention-one-key.ts'
import { oneRoom } from './contention-one-room.ts'

/** Every scenario, in the order in which they run. */
export const scenarios: readonly Scenario[] = [
  everythingAtOnce,
  healthyLoad,
  killedNode,
  redisAway,
  postgresRestarts,
  lostTail,
  lostWord,
  rollingRestart,
  reconnectStorm,
  slowConsumers,
  zombies,
  flapping,
  wrongClocks,
  embeddedKill,
  oneRoom,
  oneKey,
]
