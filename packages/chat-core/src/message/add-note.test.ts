import { describe, expect, test } from 'vitest'
import { makeMemoryPorts } from '../testing/memory-harness.ts'
import { createScene } from '../testing/scene.ts'
import { addNote } from './add-note.ts'

describe('addNote', () => {
  test('MS-4: whoever may view the room notes, and owner and line stay as they are', async () => {
    const the = createScene(await makeMemoryPorts())
    const [anna, bo] = [await the.agent(), await the.agent()]
    for (const { roomId } of [await the.waiting(), await the.open(anna)]) {
      const { status, assignee } = await the.room(roomId)
      const note = await addNote(the.ports, bo, { roomId, clientId: the.key(), body: ' Mind it ' })
      expect(note).toMatchObject({ kind: 'note', body: 'Mind it', author: { id: bo.id } })
      expect(await the.room(roomId)).toMatchObject({ status, assignee })
    }
  })

  test('MS-4, MS-5: a customer writes no note', async () => {
    const the = createScene(await makeMemoryPorts())
    const { customer, roomId } = await the.open(await the.agent())
    const note = { roomId, clientId: the.key(), body: 'Mind it' }
    await expect(addNote(the.ports, customer, note)).rejects.toMatchObject({
      code: 'not_permitted',
    })
    expect((await the.log(roomId)).some(({ kind }) => kind === 'note')).toBe(false)
  })
})
