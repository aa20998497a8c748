import { type CustomerActor, type Party, partyOf } from '../actor.ts'
import { systemMessage } from '../message/message.ts'
import type { Customer, Person } from '../ports/customer-store.ts'
import type { Ports } from '../ports/ports.ts'
import type { RoomJoin } from '../ports/room-writes.ts'
import { changeNotice, changeRoom } from '../room/change-room.ts'
import type { RoomDecision, RoomState } from '../room/room.ts'
import { stay, toClosed } from '../room/room-decision.ts'

type JoinPorts = Pick<Ports, 'rooms' | 'customers' | 'bus'>

/** CU-3: the joined room takes over the state of the other if it has nothing going on itself. */
function decideJoin(by: Party, from: RoomState, into: RoomState): RoomJoin<RoomDecision> | null {
  if (from.room.joinedInto || from.room.lastSeq === 0) return null
  const { status, assignee, waitingSince, group } =
    into.room.status === 'closed' ? from.room : into.room
  const joined = systemMessage({
    type: 'room.joined',
    messageCount: from.room.lastSeq,
    status,
    assignee,
    waitingSince,
  })
  return {
    from: toClosed(from.room, [systemMessage({ type: 'room.closed', by, reason: 'joined' })]),
    into: {
      ...stay(into.room, [joined]),
      status,
      assignee,
      waitingSince,
      groupId: group.id,
      thread: status === 'closed' ? 'keep' : 'next',
    },
  }
}

async function joinRooms(ports: JoinPorts, from: CustomerActor, into: Customer): Promise<void> {
  const source = await ports.rooms.findRoomOfCustomer(from.id)
  if (!source || source.lastSeq === 0) return
  const target = await ports.rooms.getOrCreateRoom(into.id)
  const by = partyOf(into)
  const joined = await ports.rooms.joinRooms(source.id, target.id, (state, other) =>
    decideJoin(by, state, other),
  )
  if (!joined) return
  ports.bus.publish(changeNotice(joined.into, target))
  ports.bus.publish(changeNotice(joined.from, source))
}

/** CU-2: the log says who the customer turned out to be; a room nobody has written in yet has nobody to tell. */
async function tellOfName(ports: JoinPorts, customer: Customer): Promise<void> {
  const room = await ports.rooms.findRoomOfCustomer(customer.id)
  if (!room || room.lastSeq === 0) return
  const identified = systemMessage({ type: 'customer.identified', customer: partyOf(customer) })
  await changeRoom(ports, { roomId: room.id }, (state) => stay(state.room, [identified]))
}

/**
 * Somebody signed in on a browser that is the customer `actor`: answers the customer they are from now on, with the
 * history of this browser (CU-2, CU-3). Safe to repeat and to race. A customer who is another person's is left alone.
 */
export async function joinHistory(
  ports: JoinPorts,
  actor: CustomerActor,
  person: Person,
): Promise<Customer> {
  const browser = await ports.customers.findCustomer(actor.id)
  if (browser?.personId === person.id) return browser
  const isAnonymous = browser !== null && browser.personId === null
  const known = await ports.customers.findCustomerOfPerson(person.id)
  if (!known && isAnonymous) {
    const bound = await ports.customers.bindPerson(actor.id, person)
    if (bound) {
      await tellOfName(ports, bound)
      return bound
    }
  }
  const own =
    known ??
    (await ports.customers.createCustomer({
      name: person.name,
      email: person.email,
      personId: person.id,
    }))
  if (isAnonymous) await joinRooms(ports, actor, own)
  return own
}
