import { describe, expect, test } from 'vitest'
import { makeMemoryPorts } from '../testing/memory-harness.ts'
import { createScene } from '../testing/scene.ts'
import { reopenRoom } from './reopen-room.ts'

test('RM-8: an agent takes a closed room up again and is its owner, as the log says', async () => {
  const the = createScene(await makeMemoryPorts())
  const [anna, bo] = [await the.agent(), await the.agent()]
  const { roomId } = await the.closed(anna)
  const room = await reopenRoom(the.ports, bo, { roomId })
  expect(room).toMatchObject({ status: 'open', assignee: { id: bo.id }, waitingSince: null })
  const party = { id: bo.id, name: bo.name }
  expect((await the.log(roomId)).at(-1)).toMatchObject({
    fact: { type: 'room.reopened', by: party, assignee: party },
  })
})

describe('reopenRoom', () => {
  test('RM-8: who comes second is told who was first', async () => {
    const the = createScene(await makeMemoryPorts())
    const [anna, bo] = [await the.agent(), await the.agent()]
    const { roomId } = await the.closed(anna)
    await reopenRoom(the.ports, bo, { roomId })
    await reopenRoom(the.ports, bo, { roomId })
    await expect(reopenRoom(the.ports, anna, { roomId })).rejects.toMatchObject({
      code: 'already_assigned',
      details: { agentName: bo.name },
    })
  })
})
