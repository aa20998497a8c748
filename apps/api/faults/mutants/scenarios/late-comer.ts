import { Outbox } from '../../clients/outbox.ts'
import { WireSocket } from '../../clients/wire-socket.ts'
import type { Scenario } from '../../scenario.ts'
import { until } from '../../until.ts'

const ROUNDS = 4

/**
 * A reader who is behind comes to a node that has not heard the latest, and reads further in the store than the node
 * itself knows. Whoever waits on that node must not be passed over.
 */
export const lateComer: Scenario = {
  id: 'late-comer',
  promise: 'a reader who knows more than their node keeps nobody else from being told',
  async run(stage) {
    const { addresses } = await stage.start({ nodeCount: 2, withRedis: false })
    const [here = '', there = ''] = addresses
    const [room] = await stage.openRooms(1, 2)
    if (!room) return
    // One waits on the one node, and what is said is said on the other one.
    for (const reader of room.readers) reader.stop()
    const { roomId, agent, customer } = room
    const waiting = stage.follow({ person: agent, roomId, addresses: [there] })
    await until(() => waiting.isLive && waiting.tape.cursor > 0)
    const { timing, recorder } = stage
    const outbox = new Outbox({
      person: customer,
      roomId,
      addresses: [here],
      timing,
      recorder,
      random: stage.chance(),
      from: 1,
    })

    // Before everything that the node has seen come by, so that it is the store that answers.
    const longAgo = waiting.lastEventId?.replace(/\d+$/, '1')
    for (let round = 0; round < ROUNDS; round += 1) {
      for (let count = 0; count < 3; count += 1) await outbox.send()
      await comeFrom(longAgo)
      const end = await lastSeq()
      if (!(await until(() => waiting.tape.cursor >= end, 4_000))) break
    }
    await stage.quiesce(1_000)

    async function lastSeq(): Promise<number> {
      return (await stage.cluster.stores.rooms.lastSeqs([roomId])).get(roomId) ?? 0
    }

    /** Resolves once somebody else who was there before has been told what they missed. */
    async function comeFrom(lastEventId: string | undefined): Promise<void> {
      let told = false
      const socket = new WireSocket({
        address: there,
        person: agent,
        timing,
        onOpen: () => socket.subscribe('room.events', { roomId, lastEventId }),
        onReply: ({ result }) => {
          told ||= result?.type === 'data'
        },
        onEnd: () => undefined,
      })
      await until(() => told, 4_000)
      socket.close()
    }
  },
}
