import { describe, expect, test } from 'vitest'
import type { Actor } from '../../actor.ts'
import { addNote } from '../../message/add-note.ts'
import { sendMessage } from '../../message/send-message.ts'
import type { AppendInput } from '../../ports/room-writes.ts'
import { closeRoom } from '../../room/close-room.ts'
import type { Scene } from '../scene.ts'

const seqsOf = (messages: readonly { readonly seq: number }[]): number[] =>
  messages.map(({ seq }) => seq)

const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1)

/** Runs the plain case alone. */
const append = (the: Scene, actor: Actor, input: Omit<AppendInput, 'clientId' | 'body'>) =>
  the.ports.rooms.appendMessage(actor, { ...input, clientId: the.key(), body: 'Hello' })

export function appendContract(scene: () => Scene): void {
  describe('append', () => {
    test('DL-1: seqs are dense from 1 under concurrent senders', async () => {
      const the = scene()
      const owner = await the.agent()
      const { customer, roomId } = await the.open(owner)
      const sends = Array.from({ length: 30 }, (_, index) =>
        the.say(index % 2 === 0 ? customer : owner, roomId, `Message ${index}`),
      )
      const sent = await Promise.all(sends)
      const log = await the.log(roomId)
      expect(seqsOf(log)).toEqual(upTo(33))
      expect(sent.every((message) => log.some((entry) => entry.seq === message.seq))).toBe(true)
      expect((await the.room(roomId)).lastSeq).toBe(33)
      expect(await the.ports.rooms.lastSeqs([roomId])).toEqual(new Map([[roomId, 33]]))
    })

    test('DL-1: closing and sending at once leaves no hole and no stray status', async () => {
      const the = scene()
      const owner = await the.agent()
      const { customer, roomId } = await the.open(owner)
      await Promise.all([
        ...Array.from({ length: 10 }, () => the.say(customer, roomId)),
        ...Array.from({ length: 3 }, () => closeRoom(the.ports, customer, { roomId })),
      ])
      const log = await the.log(roomId)
      expect(seqsOf(log)).toEqual(upTo(log.length))
      const { status } = await the.room(roomId)
      expect(status === 'closed').toBe(log.at(-1)?.kind === 'system')
      const live = (await the.ports.rooms.threads(roomId)).filter((one) => one.status !== 'closed')
      expect(live).toHaveLength(status === 'closed' ? 0 : 1)
    })

    for (const [path, prepare] of [
      ['the first message', (the: Scene) => the.customer()],
      ['a waiting room', (the: Scene) => the.waiting()],
    ] as const)
      test(`DL-2: 50 sends of one key at once are one row and 50 equal answers (${path})`, async () => {
        const the = scene()
        const { customer, roomId } = await prepare(the)
        const clientId = the.key()
        const sends = Array.from({ length: 50 }, () =>
          sendMessage(the.ports, customer, { roomId, clientId, body: 'Once' }),
        )
        const answers = await Promise.all(sends)
        expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
        const log = await the.log(roomId)
        expect(log.filter((one) => one.kind === 'text' && one.body === 'Once')).toHaveLength(1)
        expect(seqsOf(log)).toEqual(upTo(log.length))
      })

    test('DL-2: a repetition is answered with the first one, even in a closed room', async () => {
      const the = scene()
      const owner = await the.agent()
      const { customer, roomId } = await the.open(owner)
      const input = { roomId, kind: 'text', clientId: the.key(), body: 'Once' } as const
      const first = await the.ports.rooms.appendMessage(customer, input)
      await closeRoom(the.ports, owner, { roomId })
      const again = await the.ports.rooms.appendMessage(customer, input)
      expect(first).toMatchObject({ outcome: 'appended' })
      expect(again).toEqual({
        outcome: 'duplicate',
        message: 'message' in first && first.message,
        room: expect.objectContaining({ status: 'closed', lastSeq: 5 }),
      })
    })

    test('DL-2: a key used for another body, kind or author is a mismatch', async () => {
      const the = scene()
      const owner = await the.agent()
      const { customer, roomId } = await the.open(owner)
      const input = { roomId, kind: 'text', clientId: the.key(), body: 'Once' } as const
      await the.ports.rooms.appendMessage(owner, input)
      const before = await the.log(roomId)
      const mismatch = { outcome: 'mismatch' }
      const { rooms } = the.ports
      expect(await rooms.appendMessage(owner, { ...input, body: 'Twice' })).toEqual(mismatch)
      expect(await rooms.appendMessage(owner, { ...input, kind: 'note' })).toEqual(mismatch)
      expect(await rooms.appendMessage(customer, input)).toEqual(mismatch)
      expect(await rooms.appendMessage(await the.agent('manager'), input)).toEqual(mismatch)
      expect(await the.log(roomId)).toEqual(before)
    })

    test('DL-2: a key holds for one room', async () => {
      const the = scene()
      const [one, other] = [await the.waiting(), await the.waiting()]
      const send = { kind: 'text', clientId: the.key(), body: 'Hello' } as const
      for (const { customer, roomId } of [one, other])
        expect(await the.ports.rooms.appendMessage(customer, { ...send, roomId })).toMatchObject({
          outcome: 'appended',
        })
    })

    test('PM-3: a known key is not answered to somebody who may not view the room', async () => {
      const the = scene()
      const { customer, roomId } = await the.waiting()
      const stranger = (await the.customer()).customer
      const input = { roomId, kind: 'text', clientId: the.key(), body: 'Mine' } as const
      await the.ports.rooms.appendMessage(customer, input)
      expect(await the.ports.rooms.appendMessage(stranger, input)).toEqual({ outcome: 'undecided' })
    })

    test('MS-7: the answer is the stored message, by the actor, and marks the room as it is', async () => {
      const the = scene()
      const { customer, roomId } = await the.waiting()
      const body = 'Ünïcödé 👩‍👩‍👧 \'quotes\' "and" \\ $1 %s\n\tlines'
      const input = { roomId, kind: 'text', clientId: the.key(), body } as const
      const result = await the.ports.rooms.appendMessage(customer, input)
      const room = await the.room(roomId)
      const stored = (await the.log(roomId)).at(-1)
      expect(stored).toEqual({
        roomId,
        seq: 3,
        kind: 'text',
        body,
        clientId: input.clientId,
        threadId: (await the.ports.rooms.threads(roomId)).at(-1)?.id,
        author: { kind: 'customer', id: customer.id, name: customer.name },
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      })
      expect(result).toEqual({
        outcome: 'appended',
        message: stored,
        room: {
          roomId,
          groupId: room.group.id,
          status: 'waiting',
          version: room.version,
          lastSeq: 3,
        },
      })
      expect(room.updatedAt).toBe(stored?.createdAt)
    })

    test('PM-4: the plain case is decided inside the statement', async () => {
      const the = scene()
      const [own, other] = the.groupIds
      const [owner, colleague, manager, stranger] = [
        await the.agent(),
        await the.agent(),
        await the.agent('manager', []),
        await the.agent('agent', [other]),
      ]
      const empty = await the.customer()
      const waiting = await the.waiting(own)
      const open = await the.open(owner)
      const closed = await the.closed(owner)
      const cases = [
        ['customer, waiting', waiting.customer, 'text', waiting, 'appended'],
        ['customer, open', open.customer, 'text', open, 'appended'],
        ['owner, open', owner, 'text', open, 'appended'],
        ['manager, open', manager, 'text', open, 'appended'],
        ['note of a colleague, open', colleague, 'note', open, 'appended'],
        ['note of a colleague, waiting', colleague, 'note', waiting, 'appended'],
        ['note of a manager, waiting', manager, 'note', waiting, 'appended'],
        ['customer, empty', empty.customer, 'text', empty, 'undecided'],
        ['customer, closed', closed.customer, 'text', closed, 'undecided'],
        ['customer, of another', open.customer, 'text', waiting, 'undecided'],
        ['note of a customer', open.customer, 'note', open, 'undecided'],
        ['agent, waiting', colleague, 'text', waiting, 'undecided'],
        ['manager, waiting', manager, 'text', waiting, 'undecided'],
        ['colleague, open', colleague, 'text', open, 'undecided'],
        ['other group, open', stranger, 'text', open, 'undecided'],
        ['note of another group', stranger, 'note', open, 'undecided'],
        ['former owner, closed', owner, 'text', closed, 'undecided'],
        ['manager, closed', manager, 'text', closed, 'undecided'],
        ['note, closed', manager, 'note', closed, 'undecided'],
      ] as const
      for (const [name, actor, kind, { roomId }, outcome] of cases) {
        const before = (await the.room(roomId)).lastSeq
        const result = await append(the, actor, { roomId, kind })
        expect([name, result.outcome]).toEqual([name, outcome])
        const after = (await the.room(roomId)).lastSeq
        expect([name, after - before]).toEqual([name, outcome === 'appended' ? 1 : 0])
      }
    })

    test('PM-1: an owner from another group writes and notes in the room they own', async () => {
      const the = scene()
      const owner = await the.agent()
      const { roomId } = await the.open(owner)
      const moved = { ...owner, groupIds: [the.groupIds[1]] }
      expect(await append(the, moved, { roomId, kind: 'text' })).toMatchObject({
        outcome: 'appended',
      })
      expect(
        await addNote(the.ports, moved, { roomId, clientId: the.key(), body: 'Still mine' }),
      ).toMatchObject({ kind: 'note', author: { kind: 'agent', id: owner.id } })
    })
  })
}
