import { describe, expect, test } from 'vitest'
import { cannedResponsesFor, tagsFor } from '../../label/labels-for.ts'
import { tagRoom } from '../../label/tag-room.ts'
import type { Scene } from '../scene.ts'

const NOBODY = 'ffffffff-ffff-4fff-8fff-ffffffffffff'
const TAKEN = { code: 'name_taken' }

export function labelsContract(scene: () => Scene): void {
  describe('labels', () => {
    test('LB-1: no two tags in use have the same name, in whatever case', async () => {
      const { tags } = scene().ports
      const [brass, glass] = [
        await tags.create({ name: 'Brass' }),
        await tags.create({ name: 'glass' }),
      ]
      await expect(tags.create({ name: 'brass' })).rejects.toMatchObject({
        ...TAKEN,
        details: { field: 'name' },
      })
      await expect(tags.update(glass.id, { name: 'BRASS' })).rejects.toMatchObject(TAKEN)
      expect(await tags.update(brass.id, { name: 'BRASS' })).toMatchObject({ name: 'BRASS' })
      await tags.setDeleted(brass.id, true)
      const next = await tags.create({ name: 'brass' })
      await expect(tags.setDeleted(brass.id, false)).rejects.toMatchObject(TAKEN)
      await tags.update(next.id, { name: 'copper' })
      expect(await tags.setDeleted(brass.id, false)).toEqual({ ...brass, name: 'BRASS' })
    })

    test('LB-1: many who make the same tag at once make one', async () => {
      const { tags } = scene().ports
      const made = await Promise.allSettled(
        Array.from({ length: 8 }, () => tags.create({ name: 'Brass' })),
      )
      expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await tags.list()).toHaveLength(1)
    })

    test('LB-1: shortcuts of canned responses are unique over all groups', async () => {
      const { ports, groupIds } = scene()
      const { cannedResponses } = ports
      const hello = await cannedResponses.create({ shortcut: 'hello', body: 'Hi!', groupId: null })
      const second = { shortcut: 'Hello', body: 'Good morning!', groupId: groupIds[1] }
      await expect(cannedResponses.create(second)).rejects.toMatchObject({
        ...TAKEN,
        details: { field: 'shortcut' },
      })
      const other = await cannedResponses.create({ ...second, shortcut: 'morning' })
      expect(other.group).toMatchObject({ id: groupIds[1] })
      await expect(
        cannedResponses.update(other.id, { shortcut: hello.shortcut }),
      ).rejects.toMatchObject(TAKEN)
      await expect(
        cannedResponses.create({ ...second, shortcut: 'evening', groupId: NOBODY }),
      ).rejects.toMatchObject({ code: 'group_not_found' })
    })

    test('LB-2: what is deleted is in no list, is not changed, and comes back as it was', async () => {
      const { ports } = scene()
      const fields = { shortcut: 'bye', body: 'Have a good day, {{customer.name}}!', groupId: null }
      for (const [store, made, change] of [
        [ports.tags, await ports.tags.create({ name: 'glass' }), { name: 'brass' }],
        [ports.cannedResponses, await ports.cannedResponses.create(fields), { body: 'Bye.' }],
      ] as const) {
        const { id } = made
        expect(await store.setDeleted(id, false)).toEqual(made)
        const deleted = await store.setDeleted(id, true)
        expect(deleted).toEqual({ ...made, deletedAt: expect.any(String) })
        expect(await store.setDeleted(id, true)).toEqual(deleted)
        expect(await store.find(id)).toEqual(deleted)
        expect(await store.list()).toEqual([])
        expect(await store.list({ withDeleted: true })).toEqual([deleted])
        expect(await store.update(id, change)).toBeNull()
        expect(await store.setDeleted(id, false)).toEqual(made)
        expect(await store.list()).toEqual([made])
        expect(await store.update(id, {})).toEqual(made)
        expect(await store.update(id, change)).toEqual({ ...made, ...change })
        expect(await store.setDeleted(NOBODY, true)).toBeNull()
        expect(await store.find(NOBODY)).toBeNull()
      }
    })

    test('LB-3: all of the staff see tags, managers change them', async () => {
      const { ports, ...the } = scene()
      const [agent, manager] = [await the.agent(), await the.agent('manager')]
      const refused = { code: 'not_permitted' }
      const { id } = await tagsFor(ports, manager).create({ name: 'brass' })
      const theirs = tagsFor(ports, agent)
      expect(await theirs.list({})).toEqual([await theirs.get(id)])
      await expect(theirs.create({ name: 'glass' })).rejects.toMatchObject(refused)
      await expect(theirs.update(id, { name: 'glass' })).rejects.toMatchObject(refused)
      await expect(theirs.remove(id)).rejects.toMatchObject(refused)
      await expect(theirs.restore(id)).rejects.toMatchObject(refused)
      await expect(theirs.list({ withDeleted: true })).rejects.toMatchObject(refused)
      await tagsFor(ports, manager).remove(id)
      await expect(tagsFor(ports, manager).get(NOBODY)).rejects.toMatchObject({
        code: 'tag_not_found',
      })
      const { customer } = await the.customer()
      await expect(tagsFor(ports, customer).list({})).rejects.toMatchObject(refused)
    })

    test('LB-3: an agent sees canned responses of their groups and of everybody', async () => {
      const { ports, groupIds, ...the } = scene()
      const [agent, manager] = [await the.agent('agent', [groupIds[0]]), await the.agent('manager')]
      const all = cannedResponsesFor(ports, manager)
      const ofOthers = await all.create({ shortcut: 'c', body: 'C', groupId: groupIds[1] })
      await all.create({ shortcut: 'b', body: 'B', groupId: groupIds[0] })
      await all.create({ shortcut: 'a', body: 'A', groupId: null })
      const theirs = cannedResponsesFor(ports, agent)
      expect((await theirs.list({})).map(({ shortcut }) => shortcut)).toEqual(['a', 'b'])
      expect(await all.list({})).toHaveLength(3)
      await expect(theirs.get(ofOthers.id)).rejects.toMatchObject({
        code: 'canned_response_not_found',
      })
    })

    test('LB-4: whoever may view a room may tag it, and a tag counts once', async () => {
      const { ports, groupIds, ...the } = scene()
      const [agent, outsider] = [await the.agent(), await the.agent('agent', [groupIds[1]])]
      const { customer, roomId } = await the.waiting()
      const [glass, brass] = [
        await ports.tags.create({ name: 'glass' }),
        await ports.tags.create({ name: 'brass' }),
      ]
      const put = (tagId: string, isOn = true) => tagRoom(ports, agent, { roomId, tagId, isOn })
      await put(glass.id)
      await put(glass.id)
      expect(await put(brass.id)).toEqual([brass, glass])
      expect(await put(glass.id, false)).toEqual([brass])
      expect(await put(glass.id, false)).toEqual([brass])
      await expect(put(NOBODY)).rejects.toMatchObject({ code: 'tag_not_found' })
      const input = { roomId, tagId: glass.id, isOn: true }
      await expect(tagRoom(ports, outsider, input)).rejects.toMatchObject({
        code: 'room_not_found',
      })
      await expect(tagRoom(ports, customer, input)).rejects.toMatchObject({ code: 'not_permitted' })
    })

    test('LB-4: a deleted tag shows on no room, and can be taken off but not put on', async () => {
      const { ports, ...the } = scene()
      const agent = await the.agent()
      const { roomId } = await the.waiting()
      const { id: tagId } = await ports.tags.create({ name: 'glass' })
      await tagRoom(ports, agent, { roomId, tagId, isOn: true })
      await ports.tags.setDeleted(tagId, true)
      expect(await ports.tags.ofRoom(roomId)).toEqual([])
      await expect(tagRoom(ports, agent, { roomId, tagId, isOn: true })).rejects.toMatchObject({
        code: 'tag_not_found',
      })
      await ports.tags.setDeleted(tagId, false)
      expect(await ports.tags.ofRoom(roomId)).toHaveLength(1)
      await ports.tags.setDeleted(tagId, true)
      expect(await tagRoom(ports, agent, { roomId, tagId, isOn: false })).toEqual([])
    })
  })
}
