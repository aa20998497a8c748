import { describe, expect, test } from 'vitest'
import type { CustomerActor } from '../../actor.ts'
import { joinHistory } from '../../customer/join-history.ts'
import { addNote } from '../../message/add-note.ts'
import type { Message } from '../../message/message.ts'
import { sendMessage } from '../../message/send-message.ts'
import type { Person } from '../../ports/customer-store.ts'
import { rateRoom } from '../../room/rate-room.ts'
import { toRoomEvent } from '../../room/room-event.ts'
import { applyRoomEvent } from '../../room/room-view.ts'
import type { CustomerInRoom, Scene } from '../scene.ts'

async function newPerson({ newPerson: make }: Scene): Promise<Person> {
  const id = await make()
  return { id, name: 'Mara', email: `mara-${id}@lamps.example` }
}

/** A person who has a customer, with an empty room, from another browser. */
async function knownPerson(the: Scene): Promise<CustomerInRoom & { readonly person: Person }> {
  const person = await newPerson(the)
  const { customer, roomId } = await the.customer()
  await joinHistory(the.ports, customer, person)
  return { customer, roomId, person }
}

const said = ({ roomId: _room, seq: _seq, threadId: _thread, ...rest }: Message) => rest

const isBy = ({ author }: Message, { id }: CustomerActor): boolean => author.id === id

const writtenBy = ({ id }: CustomerActor, message: Message): Message => ({
  ...message,
  author: { ...message.author, id },
})

const live = async (the: Scene, roomId: string) =>
  (await the.ports.rooms.threads(roomId)).filter(({ status }) => status !== 'closed')

const join = (the: Scene, customer: CustomerActor, person: Person) =>
  joinHistory(the.ports, customer, person)

export function joinContract(scene: () => Scene): void {
  describe('join', () => {
    test('CU-2: the first sign-in makes the anonymous customer the person, room and all', async () => {
      const the = scene()
      const person = await newPerson(the)
      const { customer, roomId } = await the.waiting()
      const { version } = await the.room(roomId)
      const bound = await join(the, customer, person)
      expect(bound).toMatchObject({
        id: customer.id,
        personId: person.id,
        name: person.name,
        email: person.email,
      })
      const room = await the.room(roomId)
      expect(room.customer).toEqual({ id: customer.id, name: person.name, identified: true })
      expect(room.version).toBeGreaterThan(version)
    })

    test('CU-2, DL-4: whoever watches the room learns the name from its log', async () => {
      const the = scene()
      const person = await newPerson(the)
      const { customer, roomId } = await the.waiting()
      const watched = await the.ports.rooms.readView(roomId, 'staff', 50)
      await join(the, customer, person)
      const later = (await the.log(roomId)).map(toRoomEvent)
      const seen = watched && later.reduce(applyRoomEvent, watched)
      expect(seen).toEqual(await the.ports.rooms.readView(roomId, 'staff', 50))
      expect(seen?.customer).toEqual({ id: customer.id, name: person.name, identified: true })
    })

    test('CU-2: of two browsers that sign in at once, one is bound and the other joined', async () => {
      const the = scene()
      const person = await newPerson(the)
      const [phone, laptop] = [await the.waiting(), await the.waiting()]
      const answers = await Promise.all(
        [phone, laptop].map((one) => join(the, one.customer, person)),
      )
      expect(answers[0]?.id).toBe(answers[1]?.id)
      const rooms = [await the.room(phone.roomId), await the.room(laptop.roomId)]
      expect(rooms.map(({ joinedInto }) => joinedInto).sort()).toEqual(
        [null, rooms.find(({ joinedInto }) => joinedInto === null)?.id].sort(),
      )
    })

    test('CU-3: the log is carried over whole, behind what was there', async () => {
      const the = scene()
      const anna = await the.agent()
      const { customer: mara, roomId: into, person } = await knownPerson(the)
      await the.say(mara, into, 'Before')
      const { customer, roomId: from } = await the.open(anna)
      await the.say(anna, from, 'Hello, shopper')
      await addNote(the.ports, anna, { roomId: from, clientId: the.key(), body: 'New here' })
      const [before, carried] = [await the.log(into), await the.log(from)]
      await join(the, customer, person)
      const log = await the.log(into)
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
      expect(log.slice(0, before.length)).toEqual(before)
      expect(log.slice(before.length, -1).map(said)).toEqual(
        carried.map((message) =>
          said(isBy(message, customer) ? writtenBy(mara, message) : message),
        ),
      )
      expect(log.at(-1)).toMatchObject({
        fact: { type: 'room.joined', messageCount: carried.length },
      })
      expect(await the.log(from)).toEqual([
        ...carried,
        expect.objectContaining({
          fact: { type: 'room.closed', by: { id: mara.id, name: 'Mara' }, reason: 'joined' },
        }),
      ])
    })

    test('CU-3: a room with nothing going on takes over status, owner and wait', async () => {
      const the = scene()
      const anna = await the.agent()
      const open = await knownPerson(the)
      await join(the, (await the.open(anna)).customer, open.person)
      expect(await the.room(open.roomId)).toMatchObject({
        status: 'open',
        assignee: { id: anna.id },
      })
      expect(await live(the, open.roomId)).toMatchObject([
        { status: 'active', agent: { id: anna.id } },
      ])

      const waiting = await knownPerson(the)
      const other = await the.waiting(the.groupIds[1])
      const { waitingSince, group } = await the.room(other.roomId)
      await join(the, other.customer, waiting.person)
      expect(await the.room(waiting.roomId)).toMatchObject({
        status: 'waiting',
        waitingSince,
        group,
      })
      expect(await live(the, waiting.roomId)).toMatchObject([{ status: 'pending', agent: null }])
    })

    test('CU-3: a room with something going on keeps it', async () => {
      const the = scene()
      const [anna, bo] = [await the.agent(), await the.agent()]
      const { customer: mara, roomId, person } = await knownPerson(the)
      await the.say(mara, roomId)
      await the.say(bo, roomId)
      await join(the, (await the.open(anna)).customer, person)
      expect(await the.room(roomId)).toMatchObject({ status: 'open', assignee: { id: bo.id } })
      const threads = await the.ports.rooms.threads(roomId)
      expect(threads.map(({ status, agent }) => [status, agent?.id])).toEqual([
        ['closed', undefined],
        ['closed', bo.id],
        ['closed', undefined],
        ['closed', anna.id],
        ['active', bo.id],
      ])
    })

    test('CU-3: of two closed rooms the carried thread is the newest, rating and all', async () => {
      const the = scene()
      const anna = await the.agent()
      const { customer: mara, roomId, person } = await knownPerson(the)
      await the.say(mara, roomId)
      const { customer, roomId: from } = await the.closed(anna)
      await rateRoom(the.ports, customer, { roomId: from, score: 2 })
      await the.ports.rooms.changeRoom(roomId, ({ room }) => ({
        status: 'closed',
        assignee: null,
        groupId: room.group.id,
        waitingSince: null,
        thread: 'close',
        messages: [],
      }))
      await join(the, customer, person)
      const threads = await the.ports.rooms.threads(roomId)
      expect(threads.map(({ status, rating }) => [status, rating])).toEqual([
        ['closed', null],
        ['closed', null],
        ['closed', 2],
      ])
      expect(await the.ports.rooms.readView(roomId, 'staff', 50)).toMatchObject({
        status: 'closed',
        rating: 2,
      })
    })

    test('CU-3: a joined room is closed for good and in no list', async () => {
      const the = scene()
      const manager = await the.agent('manager')
      const { customer: mara, roomId: into, person } = await knownPerson(the)
      const { customer, roomId } = await the.waiting()
      await join(the, customer, person)
      const room = await the.room(roomId)
      expect(room).toMatchObject({ status: 'closed', assignee: null, joinedInto: into })
      expect(await live(the, roomId)).toEqual([])
      const { rooms } = the.ports
      expect((await rooms.listRooms(manager, { filter: 'closed', limit: 9 })).rooms).toEqual([])
      expect((await rooms.listQueue(manager, 9)).map((one) => one.room.id)).toEqual([into])
      await expect(the.say(customer, roomId)).rejects.toMatchObject({ code: 'room_gone' })
      expect((await the.say(mara, into)).roomId).toBe(into)
    })

    test('CU-3, DL-2: a key is carried over, so that a late repetition is one; a clash gets another', async () => {
      const the = scene()
      const { customer: mara, roomId: into, person } = await knownPerson(the)
      const { customer, roomId: from } = await the.waiting()
      const [late, clash] = [the.key(), the.key()]
      await sendMessage(the.ports, customer, { roomId: from, clientId: late, body: 'Late' })
      await sendMessage(the.ports, customer, { roomId: from, clientId: clash, body: 'There' })
      await sendMessage(the.ports, mara, { roomId: into, clientId: clash, body: 'Here' })
      await join(the, customer, person)
      const again = { roomId: into, clientId: late, body: 'Late' }
      expect(await sendMessage(the.ports, mara, again)).toMatchObject({
        roomId: into,
        body: 'Late',
      })
      const texts = (await the.log(into)).flatMap((entry) => (entry.kind === 'text' ? [entry] : []))
      expect(texts.filter(({ clientId }) => clientId === late)).toMatchObject([{ body: 'Late' }])
      expect(texts.filter(({ clientId }) => clientId === clash)).toMatchObject([{ body: 'Here' }])
      expect(texts.filter(({ body }) => body === 'There')).toHaveLength(1)
      expect(new Set(texts.map(({ clientId }) => clientId)).size).toBe(texts.length)
    })

    test('CU-4: signing in twice at once joins once; read cursors stay', async () => {
      const the = scene()
      const { customer: mara, roomId: into, person } = await knownPerson(the)
      await the.say(mara, into)
      await the.ports.rooms.advanceRead(into, mara, 1)
      const { customer } = await the.waiting()
      const answers = await Promise.all([1, 2, 3].map(() => join(the, customer, person)))
      expect(answers.map(({ id }) => id)).toEqual([mara.id, mara.id, mara.id])
      const facts = (await the.log(into)).filter(
        (entry) => entry.kind === 'system' && entry.fact.type === 'room.joined',
      )
      expect(facts).toHaveLength(1)
      expect(await the.ports.rooms.readState(into)).toEqual({ customerSeq: 1, staffSeq: 0 })
    })

    test('CU-4: an empty room joins nothing and a customer of somebody else is left alone', async () => {
      const the = scene()
      const [mara, noor] = [await knownPerson(the), await knownPerson(the)]
      await the.say(noor.customer, noor.roomId)
      const empty = await the.customer()
      await join(the, empty.customer, mara.person)
      await join(the, noor.customer, mara.person)
      expect(await the.log(mara.roomId)).toEqual([])
      expect(await the.room(noor.roomId)).toMatchObject({ status: 'waiting', joinedInto: null })
    })
  })
}
