import { randomUUID } from 'node:crypto'
import {
  type Actor,
  acceptRoom,
  actions,
  assignRoom,
  can,
  type Room,
  sendMessage,
} from '@shopbell/chat-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from '../testing/browser.ts'
import { type Answer, callOverHttp, firstFrame } from '../testing/call.ts'
import { newLabels } from '../testing/new-labels.ts'
import {
  allProcedures,
  plainProcedures,
  roomProcedures,
  type Sample,
} from '../testing/procedures.ts'
import { startTestApi, type TestAgent, type TestApi } from '../testing/start-test-api.ts'

const roles = [
  'nobody',
  'the customer',
  'another customer',
  'a person who is no agent',
  'an agent of the group',
  'an agent of another group',
  'the owner',
  'a manager',
  'an admin',
] as const
type Role = (typeof roles)[number]

interface Player {
  readonly browser: Browser
  readonly actor: Actor | null
}

let api: TestApi
let players: Readonly<Record<Role, Player>>
let roomId: string
/** What every call may name, but for the room and the agent. */
let things: Omit<Sample, 'roomId' | 'agentId'>

const actorOf = ({ agent }: TestAgent) => ({ kind: 'agent' as const, ...agent })
const toPlayer = (agent: TestAgent): Player => ({ browser: agent.browser, actor: actorOf(agent) })

async function newPerson(): Promise<Browser> {
  const browser = api.newBrowser({ actAs: 'agent' })
  const account = { email: 'mara@lamps.example', password: 'drei Elstern am Zaun' }
  await browser.post('/api/auth/sign-up/email', { name: 'Mara', ...account })
  await browser.post('/api/auth/sign-in/email', account)
  return browser
}

beforeAll(async () => {
  api = await startTestApi()
  const [ours, theirs] = api.groupIds
  const { agent: leaver } = await api.newAgent()
  things = { groupId: theirs, leaverId: leaver.id, ...(await newLabels(api)) }
  const customer = await api.newCustomer()
  const other = await api.newCustomer()
  roomId = customer.roomId
  const asCustomer = (id: string): Actor => ({ kind: 'customer', id, name: 'Shopper' })
  players = {
    nobody: { browser: api.newBrowser(), actor: null },
    'the customer': { browser: customer.browser, actor: asCustomer(customer.customerId) },
    'another customer': { browser: other.browser, actor: asCustomer(other.customerId) },
    'a person who is no agent': { browser: await newPerson(), actor: null },
    'an agent of the group': toPlayer(await api.newAgent({ groupIds: [ours] })),
    'an agent of another group': toPlayer(await api.newAgent({ groupIds: [theirs] })),
    // In no group at all: what they may do, they may because the room is theirs.
    'the owner': toPlayer(await api.newAgent({ groupIds: [] })),
    'a manager': toPlayer(await api.newAgent({ role: 'manager', groupIds: [] })),
    'an admin': toPlayer(await api.newAgent({ role: 'admin', groupIds: [] })),
  }
})
afterAll(() => api.close())

const acting = (role: Role): Actor => {
  const { actor } = players[role]
  if (!actor) throw new Error(`${role} is no actor.`)
  return actor
}

/** Puts the room back into the hands of its owner, in its group, whatever the cell before did to it. */
async function restore(): Promise<Room> {
  const { ports } = api.deps.services
  const clientId = randomUUID()
  await sendMessage(ports, acting('the customer'), { roomId, clientId, body: 'Anybody there?' })
  const found = await ports.rooms.findRoom(roomId)
  const isBack = found?.group.id === api.groupIds[0]
  if (found && !isBack) {
    await ports.rooms.changeRoom(roomId, ({ room }) => ({
      ...room,
      status: 'waiting',
      assignee: null,
      groupId: api.groupIds[0],
      waitingSince: room.createdAt,
      thread: 'next',
      messages: [],
    }))
  }
  return assignRoom(ports, acting('an admin'), { roomId, agentId: acting('the owner').id })
}

/** Why somebody does not even get through the door; null for those who do. */
function atTheDoor(
  role: Role,
  door: 'public' | 'participant' | 'customer' | 'agent',
): string | null {
  if (door === 'public') return null
  const { actor } = players[role]
  const isCustomer = actor?.kind === 'customer'
  if (door === 'customer') return isCustomer ? null : 'not_signed_in'
  if (role === 'a person who is no agent') return 'not_permitted'
  return actor && (door === 'participant' || !isCustomer) ? null : 'not_signed_in'
}

/** What the one table of permissions makes of a cell. */
function expectation(role: Role, path: string, room: Room | null): string | null {
  const row = roomProcedures[path]
  if (!row) throw new Error(`${path} is in no table.`)
  const refused = atTheDoor(role, row.door)
  if (refused) return refused
  const actor = acting(role)
  if (!room || !can(actor, 'room.view', room)) return 'room_not_found'
  if (!can(actor, row.action, room)) return row.denied ?? 'not_permitted'
  return row.allowed?.[role === 'the owner' ? 'own' : 'others'] ?? null
}

async function call(role: Role, path: string, input: unknown): Promise<Pick<Answer, 'code'>> {
  const { browser } = players[role]
  const procedure = allProcedures().get(path)
  if (!procedure) throw new Error(`There is no ${path}.`)
  // Whoever is nobody gets no socket either; over HTTP they are told so.
  const needsSocket = procedure._def.type === 'subscription' && players[role].actor
  return needsSocket
    ? firstFrame(browser, { path, input })
    : callOverHttp(browser, { path, procedure, input })
}

describe('R-11: the permission matrix', () => {
  it('has a row for every procedure, and no row for none', () => {
    const rows = [...Object.keys(roomProcedures), ...Object.keys(plainProcedures)]
    expect(rows.toSorted()).toEqual([...allProcedures().keys()].toSorted())
  })

  it('tries every action on rooms that the table of permissions knows', () => {
    const tried = new Set(Object.values(roomProcedures).map(({ action }) => action))
    expect(actions.filter((action) => action.startsWith('room.') && !tried.has(action))).toEqual([])
  })

  describe.each(Object.keys(roomProcedures))('%s', (path) => {
    it.each(roles)('in an open room, for %s', async (role) => {
      const room = await restore()
      const sample = { roomId, agentId: acting('an agent of the group').id, ...things }
      const answer = await call(role, path, roomProcedures[path]?.input(sample))
      expect(answer.code).toBe(expectation(role, path, room))
    })

    it.each(roles)('in a room that is not there, for %s', async (role) => {
      const sample = { roomId: randomUUID(), agentId: acting('the owner').id, ...things }
      const answer = await call(role, path, roomProcedures[path]?.input(sample))
      expect(answer.code).toBe(expectation(role, path, null))
    })
  })
})

describe('R-12: a room that is not yours and a room that is not there', () => {
  const procedures = [...allProcedures()].filter(([path]) => path in roomProcedures)

  it.each(procedures)('answer alike, byte by byte: %s', async (path, procedure) => {
    await restore()
    for (const role of ['another customer', 'an agent of another group'] as const) {
      const { browser } = players[role]
      const answers = await Promise.all(
        [roomId, randomUUID()].map((id) => {
          const sample = { roomId: id, agentId: acting('the owner').id, ...things }
          const input = roomProcedures[path]?.input(sample)
          return callOverHttp(browser, { path, procedure, input })
        }),
      )
      expect(answers[0]).toEqual(answers[1])
    }
  })
})

it('R-17: two agents accept at once, and one of them gets it', async () => {
  const { ports } = api.deps.services
  const { roomId: waiting, customerId } = await api.newCustomer()
  const customer = { kind: 'customer' as const, id: customerId, name: 'Shopper' }
  await sendMessage(ports, customer, { roomId: waiting, clientId: randomUUID(), body: 'Hello?' })
  const outcomes = await Promise.allSettled(
    (['a manager', 'an admin', 'an agent of the group'] as const).map((role) =>
      acceptRoom(ports, acting(role), { roomId: waiting }),
    ),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

describe('R-11: the permission matrix, where no room is meant', () => {
  // In the table's order: starting a session makes anybody a customer, and signing out ends that.
  describe.each(Object.entries(plainProcedures))('%s', (path, row) => {
    it.each(roles)('for %s', async (role) => {
      const sample = { roomId, agentId: acting('the owner').id, ...things }
      const answer = await call(role, path, row.input?.(sample))
      const { actor } = players[role]
      const mayNot = row.action && actor && !can(actor, row.action) ? 'not_permitted' : null
      expect(answer.code).toBe(atTheDoor(role, row.door) ?? mayNot ?? row.refusal ?? null)
    })
  })
})
