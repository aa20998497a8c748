// @vitest-environment node
import { afterEach, expect, test, vi } from 'vitest'
import type { TrackedFrame } from '../room-transport.ts'
import { createMemoryTransport } from './memory-transport.ts'
import { createRoomScene } from './room-scene.ts'

const leaves: (() => void)[] = []
afterEach(() => {
  for (const leave of leaves.splice(0)) leave()
})

async function listen(lastEventId: string | null = null) {
  const scene = await createRoomScene()
  const transport = createMemoryTransport({ ports: scene.ports, actor: scene.customer })
  const frames: TrackedFrame[] = []
  const ends: unknown[] = []
  const open = (from: string | null) =>
    leaves.push(
      transport.events(
        { roomId: scene.roomId, lastEventId: from },
        { onFrame: (frame) => frames.push(frame), onEnd: (error) => ends.push(error) },
      ),
    )
  open(lastEventId)
  return { scene, transport, frames, ends, open }
}

test('DL-4: a snapshot comes first, then every event after it, each with the id to resume after it', async () => {
  const { scene, frames } = await listen()
  await vi.waitFor(() => expect(frames).toHaveLength(1))
  expect(frames[0]).toMatchObject({ id: '1:0', frame: { type: 'snapshot' } })
  await scene.say(scene.customer, 'Hello')
  await vi.waitFor(() => expect(frames.at(-1)?.id).toBe('1:2'))
})

test('DL-4: resuming after an id brings what came since and nothing else', async () => {
  const { scene, frames, open } = await listen()
  await scene.say(scene.customer, 'One')
  await vi.waitFor(() => expect(frames.at(-1)?.id).toBe('1:2'))
  for (const leave of leaves.splice(0)) leave()
  await scene.say(scene.customer, 'Two')
  frames.length = 0
  open('1:2')
  await vi.waitFor(() => expect(frames).toHaveLength(1))
  expect(frames[0]?.frame).toMatchObject({ events: [{ message: { seq: 3, body: 'Two' } }] })
})

test('DL-7: an id of another history is refused, never half served', async () => {
  const { frames, ends } = await listen('7:0')
  await vi.waitFor(() => expect(ends).toHaveLength(1))
  expect(ends[0]).toMatchObject({ data: { chat: { code: 'resync_required' } } })
  expect(frames).toEqual([])
})

test('a lost answer is committed all the same, a lost request is not', async () => {
  const { scene, transport } = await listen()
  const draft = { roomId: scene.roomId, kind: 'text', body: 'Hello' } as const
  const keys = ['c0000000-0000-4000-8000-000000000001', 'c0000000-0000-4000-8000-000000000002']
  transport.loseNext('request')
  await expect(transport.send({ ...draft, clientId: keys[0] ?? '' })).rejects.toThrow()
  expect(await scene.bodies()).toEqual([])
  transport.loseNext('answer')
  await expect(transport.send({ ...draft, clientId: keys[1] ?? '' })).rejects.toThrow()
  expect(await scene.bodies()).toEqual(['Hello'])
})
