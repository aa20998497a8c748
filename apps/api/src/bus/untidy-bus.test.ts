import {
  acceptRoom,
  applyRoomEvent,
  type Bus,
  closeRoom,
  markRead,
  type Notice,
  type RoomStreamFrame,
  type RoomView,
} from '@shopbell/chat-core'
import { createMemoryBus } from '@shopbell/chat-core/memory'
import { expect, onTestFinished, test } from 'vitest'
import { startRealtimeScene } from '../testing/realtime-scene.ts'
import { seeded } from '../testing/seeded.ts'

/** What a network between nodes may do to notices, at its worst: some are lost, many come twice, none comes in order. */
function createUntidyBus(random: () => number): Bus {
  const bus = createMemoryBus()
  const later = new Set<NodeJS.Timeout>()
  onTestFinished(() => {
    for (const timer of later) clearTimeout(timer)
  })
  const deliver = (notice: Notice) => {
    const timer = setTimeout(() => {
      later.delete(timer)
      bus.publish(notice)
    }, 60 * random())
    later.add(timer)
  }
  return {
    subscribe: (listener) => bus.subscribe(listener),
    publish(notice) {
      const copies = Math.floor(4 * random())
      for (let copy = 0; copy < copies; copy += 1) deliver(notice)
    },
  }
}

const folded = (frames: readonly RoomStreamFrame[]): RoomView | null =>
  frames.reduce<RoomView | null>((view, frame) => {
    if (frame.type === 'snapshot') return frame.view
    return view && frame.events.reduce(applyRoomEvent, view)
  }, null)

test.each([1, 2, 3])(
  'DL-6: notices that are lost, come twice and out of order change nothing that anybody is shown (seed %i)',
  async (seed) => {
    const bus = createUntidyBus(seeded(seed))
    const scene = await startRealtimeScene({ bus })
    const { agent, ports, say, watchRoom, watchSignals, watchInbox } = scene
    ports.bus.subscribe((notice) => bus.publish(notice))
    const owner = await agent()
    const { customer, roomId } = await scene.waiting()
    const room = watchRoom(customer, roomId)
    const signals = watchSignals(customer, roomId)
    const inbox = watchInbox(owner)
    await room.until((frames) => frames.length > 0)

    await acceptRoom(ports, owner, { roomId })
    for (let count = 0; count < 30; count += 1) {
      const { seq } = await say(count % 2 === 0 ? customer : owner, roomId, `Message ${count}`)
      await markRead(ports, count % 3 === 0 ? customer : owner, { roomId, seq })
    }
    await closeRoom(ports, owner, { roomId })

    const log = await scene.log(roomId)
    const seen = () => room.frames.map(([, frame]) => frame)
    await expect.poll(() => folded(seen())?.cursor, { timeout: 5_000 }).toBe(log.at(-1)?.seq)
    expect(folded(seen())?.messages).toEqual(log)
    expect(seen().filter(({ type }) => type === 'snapshot')).toHaveLength(1)

    const versions = inbox.frames.flatMap((frame) =>
      frame.type === 'room.changed' ? [frame.room.version] : [],
    )
    const staffSeqs = signals.frames.flatMap((frame) =>
      frame.type === 'state' ? [frame.signals.reads.staffSeq] : [],
    )
    for (const steps of [versions, staffSeqs]) {
      expect(steps.length).toBeGreaterThan(0)
      expect(steps).toEqual([...steps].sort((a, b) => a - b))
    }
  },
)
