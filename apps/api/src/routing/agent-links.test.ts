import type { AgentActor } from '@shopbell/chat-core'
import { createManualClock, createMemoryPorts } from '@shopbell/chat-core/memory'
import { expect, onTestFinished, test } from 'vitest'
import { jitteredPause } from '../realtime/backoff.ts'
import { AgentLinks } from './agent-links.ts'

const TTL_MS = 30_000
const anna: AgentActor = { kind: 'agent', id: 'anna', name: 'Anna', role: 'agent', groupIds: [] }

function startLinks() {
  const clock = createManualClock()
  const { routing, tables } = createMemoryPorts({ clock })
  let linkings = 0
  const links = new AgentLinks({
    routing,
    timings: { ttlMs: TTL_MS, refreshEveryMs: 10 },
    onLinked: () => {
      linkings += 1
    },
    pause: jitteredPause,
    onError: () => undefined,
  })
  onTestFinished(() => links.close())
  const isConnected = () =>
    [...(tables.routing.links.get(anna.id)?.values() ?? [])].some((until) => until > clock.nowMs())
  return { clock, links, isConnected, linkings: () => linkings }
}

test('RT-6: a node says again and again who is here, and tells of nobody but agents', async () => {
  const { clock, links, isConnected, linkings } = startLinks()
  links.arrived({ kind: 'customer', id: anna.id, name: 'Mara' })
  links.arrived(anna)
  await expect.poll(isConnected).toBe(true)
  for (const _ of [1, 2, 3]) {
    clock.advance(TTL_MS)
    await expect.poll(isConnected).toBe(true)
  }
  expect(linkings()).toBe(1)
})

test('RT-6: who leaves and comes back at once is here, who comes and leaves at once is not', async () => {
  const { links, isConnected } = startLinks()
  for (const _ of [1, 2, 3]) {
    links.arrived(anna)
    links.left(anna)
  }
  links.arrived(anna)
  await expect.poll(isConnected).toBe(true)
  links.left(anna)
  links.arrived(anna)
  links.left(anna)
  await expect.poll(isConnected).toBe(false)
})

test('RT-6: nobody is connected to a node that has closed', async () => {
  const { links, isConnected } = startLinks()
  links.arrived(anna)
  await expect.poll(isConnected).toBe(true)
  await links.close()
  expect(isConnected()).toBe(false)
})
