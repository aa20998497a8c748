import { createScene, makeMemoryPorts } from '@shopbell/chat-core/testing'
import { expect, onTestFinished, test } from 'vitest'
import { Presence } from './presence.ts'

async function start(graceMs: number) {
  const scene = createScene(await makeMemoryPorts())
  const staff = await scene.agent()
  await scene.ports.agents.updateAgent(staff.id, { availability: 'online' })
  const changes: boolean[] = []
  let tell: () => void = () => undefined
  const presence: Presence = new Presence({
    agents: scene.ports.agents,
    graceMs,
    onChange: () => {
      changes.push(presence.isAvailable())
      tell()
    },
    pause: async () => undefined,
    onError: () => undefined,
  })
  onTestFinished(() => presence.close())
  const changed = () =>
    new Promise<void>((resolve) => {
      tell = resolve
    })
  return { ...scene, staff, presence, changes, changed }
}

test('the shop is available until the last stream of the last agent has been gone for the grace', async () => {
  const { staff, presence, changes, changed } = await start(10)
  const arrived = changed()
  const leaveDesk = presence.arrive(staff.id)
  const leavePhone = presence.arrive(staff.id)
  await arrived

  leaveDesk()
  expect(presence.isAvailable()).toBe(true)
  const left = changed()
  leavePhone()
  expect(presence.isAvailable()).toBe(true)
  await left

  expect(changes).toEqual([true, false])
})

test('an agent who is here but away makes nobody available', async () => {
  const { agent, staff, ports, presence, changes, changed } = await start(10)
  const away = await agent()
  await ports.agents.updateAgent(away.id, { availability: 'away' })

  presence.arrive(away.id)
  const arrived = changed()
  presence.arrive(staff.id)
  await arrived
  const left = changed()
  await ports.agents.updateAgent(staff.id, { availability: 'away' })
  presence.agentChanged(staff.id)
  await left

  expect(changes).toEqual([true, false])
})
