import { createScene, makeMemoryPorts } from '@shopbell/chat-core/testing'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Presence, type PresenceTimings } from './presence.ts'
import { createMemoryPresence } from './presence-memory.ts'
import type { PresenceStore } from './presence-store.ts'

const brief: PresenceTimings = { graceMs: 10, beatEveryMs: 50, ttlMs: 400 }

async function start(timings = brief) {
  const scene = createScene(await makeMemoryPorts())
  const staff = await scene.agent()
  await scene.ports.agents.updateAgent(staff.id, { availability: 'online' })
  const join = createMemoryPresence()

  const startNode = (store: PresenceStore = join()) => {
    const changes: boolean[] = []
    const presence: Presence = new Presence({
      agents: scene.ports.agents,
      store,
      timings,
      onChange: () => changes.push(presence.isAvailable()),
      pause: async () => undefined,
      onError: () => undefined,
    })
    onTestFinished(() => presence.close())
    const shows = (available: boolean) =>
      vi.waitFor(() => expect(presence.isAvailable()).toBe(available), { timeout: 10_000 })
    return { presence, changes, shows }
  }
  return { ...scene, staff, join, startNode }
}

/** A node's way to the others that can be cut. */
function breakable(store: PresenceStore) {
  let isBroken = false
  const parted: PresenceStore = {
    say: async (agentIds, ttlMs) => (isBroken ? undefined : store.say(agentIds, ttlMs)),
    beat: async (agentIds, ttlMs) => (isBroken ? null : store.beat(agentIds, ttlMs)),
    onWord: (listener) => store.onWord(() => isBroken || listener()),
  }
  const setBroken = (broken: boolean) => {
    isBroken = broken
  }
  return { store: parted, setBroken }
}

test('the shop is available until the last stream of the last agent has been gone for the grace', async () => {
  const { staff, startNode } = await start()
  const { presence, changes, shows } = startNode()
  const leaveDesk = presence.arrive(staff.id)
  const leavePhone = presence.arrive(staff.id)
  await shows(true)

  leaveDesk()
  expect(presence.isAvailable()).toBe(true)
  leavePhone()
  expect(presence.isAvailable()).toBe(true)
  await shows(false)

  expect(changes).toEqual([true, false])
})

test('an agent who is here but away makes nobody available', async () => {
  const { agent, staff, ports, startNode } = await start()
  const { presence, changes, shows } = startNode()
  const away = await agent()
  await ports.agents.updateAgent(away.id, { availability: 'away' })

  presence.arrive(away.id)
  presence.arrive(staff.id)
  await shows(true)
  await ports.agents.updateAgent(staff.id, { availability: 'away' })
  presence.agentChanged()
  await shows(false)

  expect(changes).toEqual([true, false])
})

test('a change of availability that nobody tells of is found all the same', async () => {
  const { staff, ports, startNode } = await start()
  const { presence, shows } = startNode()
  presence.arrive(staff.id)
  await shows(true)

  await ports.agents.updateAgent(staff.id, { availability: 'away' })

  await shows(false)
})

test('an agent on another node is here, until they have left there for the grace', async () => {
  const { staff, startNode } = await start({ ...brief, ttlMs: 60_000 })
  const [here, there] = [startNode(), startNode()]

  const leave = there.presence.arrive(staff.id)
  await here.shows(true)
  leave()
  await here.shows(false)

  expect(here.changes).toEqual([true, false])
})

test('an agent who moves from node to node is never gone in between', async () => {
  const { staff, startNode } = await start({ ...brief, graceMs: 5_000, ttlMs: 60_000 })
  const [here, there] = [startNode(), startNode()]
  const leave = there.presence.arrive(staff.id)
  await here.shows(true)

  leave()
  await there.presence.close()
  here.presence.arrive(staff.id)

  expect(here.changes).toEqual([true])
})

test('a node that dies takes its agents along once its last word has ended', async () => {
  const { staff, join, startNode } = await start()
  const dying = breakable(join())
  const [here, there] = [startNode(), startNode(dying.store)]
  there.presence.arrive(staff.id)
  await here.shows(true)

  dying.setBroken(true)

  await here.shows(false)
})

test('a node that reaches nobody knows its own agents, and is heard again once it can be', async () => {
  const { staff, join, startNode } = await start()
  const network = breakable(join())
  network.setBroken(true)
  const [here, there] = [startNode(network.store), startNode()]
  here.presence.arrive(staff.id)
  await here.shows(true)
  expect(there.presence.isAvailable()).toBe(false)

  network.setBroken(false)
  here.presence.lookAgain()

  await there.shows(true)
})
