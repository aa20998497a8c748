import type { Room } from '../people.ts'
import { inTurns } from './in-turns.ts'
import { Link } from './link.ts'
import { Meter } from './meter.ts'
import { atPace } from './pace.ts'
import { RoomTally } from './room-tally.ts'
import type { ConversationJob, Scenario } from './scenario.ts'
import { settled } from './settled.ts'
import { chooseWire } from './wires/choose-wire.ts'

const OPENING_AT_ONCE = 64
/** Sixty characters, as a shopper writes. */
const BODY = 'Is the brass lamp in the window still to be had in January?!'

interface Conversation {
  readonly room: Room
  readonly tally: RoomTally
  readonly customer: Link
}

/** Customers write and agents read. A message is timed from when it was to be sent until its answer and its delivery. */
export async function converse(job: ConversationJob): Promise<Scenario> {
  const { load, ports, rooms } = job
  const wire = chooseWire(job)
  const conversations: Conversation[] = []
  const acks = new Meter()
  const deliveries = new Meter()
  const stop = new AbortController()

  async function open(room: Room, index: number): Promise<void> {
    const tally = new RoomTally(index)
    const agent = await Link.open({
      wire,
      port: ports.agents,
      person: room.agent,
      onDelivered: (message) => deliveries.add(performance.now() - tally.deliver(message)),
    })
    const customer = await Link.open({
      wire,
      port: ports.customers,
      person: room.customer,
      onDelivered: (message) => tally.echo(message),
      onAck(number, seq) {
        const nowMs = performance.now()
        acks.add(nowMs - tally.ack(number, seq))
        if ('window' in load && !stop.signal.aborted) send(conversation, nowMs)
      },
    })
    const conversation = { room, tally, customer }
    conversations[index] = conversation
    await Promise.all([agent.join(room.roomId), customer.join(room.roomId)])
  }

  await inTurns(rooms, OPENING_AT_ONCE, open)
  if ('window' in load) {
    for (let sent = 0; sent < load.window; sent += 1)
      for (const conversation of conversations) send(conversation, performance.now())
  } else {
    void atPace(load.perSecond, stop.signal, (count, dueMs) => {
      const conversation = conversations[count % conversations.length]
      if (conversation) send(conversation, dueMs)
    })
  }

  return {
    mark() {
      const acked = acks.take()
      const delivered = deliveries.take()
      return {
        acked: acked.count,
        ackP50Ms: acked.p50Ms,
        ackP99Ms: acked.p99Ms,
        delivered: delivered.count,
        deliveredP50Ms: delivered.p50Ms,
        deliveredP99Ms: delivered.p99Ms,
      }
    },
    async finish() {
      stop.abort()
      await settled(() => conversations.every(({ tally }) => tally.isSettled()))
      return {
        acked: Object.fromEntries(
          conversations.map(({ room, tally }) => [room.roomId, tally.acked]),
        ),
        problems: conversations.flatMap(({ tally }) => tally.audit()),
      }
    },
  }
}

function send({ room: { roomId, customer: author }, tally, customer }: Conversation, atMs: number) {
  customer.send({ ...tally.send(atMs), roomId, authorId: author.id, body: BODY })
}
