import type { Conversation } from '../../clients/conversation.ts'
import { Outbox } from '../../clients/outbox.ts'
import { WireSocket } from '../../clients/wire-socket.ts'
import type { Scenario } from '../../scenario.ts'
import type { Stage } from '../../stage.ts'
import { until } from '../../until.ts'
import type { Patch } from '../patch.ts'

const ROOMS = 6
/** What comes after the beginning of a log must fit into one page, for a reader to get ahead of their node. */
const MESSAGES = 24

/** The node is slow to read what it has heard of, so that its readers are ahead of it for a while. */
const slowHub: Patch = {
  file: 'apps/api/src/realtime/room-hub.ts',
  find: 'const page = await this.#log.read(before, READ_MAX)',
  replace: `await new Promise((resolve) => setTimeout(resolve, 150))
    const page = await this.#log.read(before, READ_MAX)`,
}

/**
 * Readers who are far behind come and come to a node that does not hear of what is written on another one: they read
 * further in the store than the node itself knows. Whoever waits on that node must not be passed over.
 */
export const lateComer: Scenario = {
  id: 'late-comer',
  promise: 'a reader who knows more than their node keeps nobody else from being told',
  async run(stage) {
    await stage.start({ nodeCount: 2, withRedis: false, patches: [slowHub] })
    const rooms = await stage.openRooms(ROOMS, 2)
    await Promise.all(rooms.map((room) => talkAcross(stage, room)))
    await stage.quiesce(5_000)
  },
}

/** One waits on the one node, and what is said is said on the other one. */
async function talkAcross(stage: Stage, { roomId, agent, customer, readers }: Conversation) {
  for (const reader of readers) reader.stop()
  const { timing, recorder } = stage
  const [here = '', there = ''] = stage.cluster.addresses
  const waiting = stage.follow({ person: agent, roomId, addresses: [there] })
  await until(() => waiting.isLive && waiting.tape.cursor > 0)
  const leave = keepComing(stage, {
    address: there,
    agent,
    roomId,
    // Before everything that the node has seen come by, so that it is the store that answers.
    lastEventId: waiting.lastEventId?.replace(/\d+$/, '1'),
  })
  const outbox = new Outbox({
    person: customer,
    roomId,
    addresses: [here],
    timing,
    recorder,
    random: stage.chance(),
    from: 1,
  })
  for (let count = 0; count < MESSAGES; count += 1) await outbox.send()
  leave()
}

interface Coming {
  readonly address: string
  readonly agent: Conversation['agent']
  readonly roomId: string
  readonly lastEventId: string | undefined
}

/** Opens the stream from far behind, and again as soon as it has said something. Answers how to stop that. */
function keepComing(stage: Stage, { address, agent, roomId, lastEventId }: Coming): () => void {
  const come = () => socket.subscribe('room.events', { roomId, lastEventId })
  const socket = new WireSocket({
    address,
    person: agent,
    timing: stage.timing,
    onOpen: () => {
      for (let count = 0; count < 3; count += 1) come()
    },
    onReply: ({ id, result }) => {
      if (id === null || result?.type !== 'data') return
      socket.unsubscribe(id)
      come()
    },
    onEnd: () => undefined,
  })
  return () => socket.close()
}
