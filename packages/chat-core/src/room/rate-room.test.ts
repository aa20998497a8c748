import { describe, expect, test } from 'vitest'
import { limits } from '../limits.ts'
import { makeMemoryPorts } from '../testing/memory-harness.ts'
import { createScene } from '../testing/scene.ts'
import { closeRoom } from './close-room.ts'
import { rateRoom } from './rate-room.ts'

async function closedScene() {
  const the = createScene(await makeMemoryPorts())
  const anna = await the.agent()
  return { the, anna, ...(await the.closed(anna)) }
}

describe('rateRoom', () => {
  test('TH-4: the rating is on the thread that ended and in the log, with what was said', async () => {
    const { the, customer, roomId } = await closedScene()
    await rateRoom(the.ports, customer, { roomId, score: 5, comment: ' Bright! ' })
    const thread = (await the.ports.rooms.threads(roomId)).at(-1)
    expect(thread?.rating).toBe(5)
    expect((await the.log(roomId)).at(-1)).toMatchObject({
      threadId: thread?.id,
      fact: { type: 'room.rated', score: 5, comment: 'Bright!' },
    })
  })

  test('TH-4: a thread is rated once, the next thread anew', async () => {
    const { the, anna, customer, roomId } = await closedScene()
    await rateRoom(the.ports, customer, { roomId, score: 1, comment: '  ' })
    await expect(rateRoom(the.ports, customer, { roomId, score: 5 })).rejects.toMatchObject({
      code: 'already_rated',
    })
    await the.say(customer, roomId)
    await the.say(anna, roomId)
    await closeRoom(the.ports, anna, { roomId })
    await rateRoom(the.ports, customer, { roomId, score: 5 })
    const threads = await the.ports.rooms.threads(roomId)
    expect(threads.map(({ rating }) => rating)).toEqual([null, 1, null, 5])
  })

  test('TH-4: a score beyond the scale and a comment that cannot be kept are refused', async () => {
    const { the, customer, roomId } = await closedScene()
    const long = 'x'.repeat(limits.commentMaxChars + 1)
    for (const [score, comment] of [
      [0, ''],
      [6, ''],
      [4.5, ''],
      [Number.NaN, ''],
      [3, long],
      [3, 'a\u0000b'],
    ] as const)
      await expect(rateRoom(the.ports, customer, { roomId, score, comment })).rejects.toMatchObject(
        { code: 'input_invalid' },
      )
  })
})
