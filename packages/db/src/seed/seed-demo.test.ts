import type { AgentActor, RoomSummary } from '@shopbell/chat-core'
import { and, eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Database } from '../database.ts'
import { isDemo } from '../meta.ts'
import { accounts, groups, messages, people } from '../schema/index.ts'
import { createStores } from '../store/create-stores.ts'
import { emptyDatabase, testDatabase } from '../testing/index.ts'
import { demoLogins } from './demo-people.ts'
import { seedDemo } from './seed-demo.ts'

let database: Database
beforeAll(async () => {
  database = await testDatabase()
})
afterEach(() => emptyDatabase(database))
afterAll(() => database.close())

const hashPassword = async (password: string) => `hash of ${password}`
const seed = () => seedDemo(database, { hashPassword })

async function findActor(email: string): Promise<AgentActor> {
  const [person] = await database.drizzle.select().from(people).where(eq(people.email, email))
  const agent = await createStores(database).agents.findAgentOfPerson(person?.id ?? '')
  if (!agent) throw new Error(`${email} is no agent.`)
  return { kind: 'agent', ...agent }
}

async function listEverything(): Promise<readonly RoomSummary[]> {
  const manager = await findActor('manager@lamps.example')
  const { rooms } = createStores(database)
  const pages = await Promise.all(
    (['waiting', 'open', 'closed'] as const).map((filter) =>
      rooms.listRooms(manager, { filter, limit: 50 }),
    ),
  )
  return pages.flatMap((page) => page.rooms)
}

test('an empty database becomes the demo shop: rooms in every status, some unread, one long', async () => {
  expect(await seed()).toBe(true)
  expect(await isDemo(database)).toBe(true)
  const rooms = await listEverything()
  const countOf = (status: RoomSummary['status']) =>
    rooms.filter((room) => room.status === status).length
  expect([countOf('waiting'), countOf('open'), countOf('closed')]).toEqual([4, 4, 4])
  expect(rooms.filter(({ unreadCount }) => unreadCount > 0).length).toBeGreaterThan(3)
  expect(rooms.some(({ unreadCount }) => unreadCount === 0)).toBe(true)
  expect(Math.max(...rooms.map(({ lastSeq }) => lastSeq))).toBeGreaterThan(180)
  expect(rooms.map(({ customer }) => customer)).toContainEqual(
    expect.objectContaining({ name: 'Mara Lindqvist', identified: true }),
  )
})

test('every conversation lies in the past, in the order it happened', async () => {
  await seed()
  const { rooms } = createStores(database)
  for (const { id, lastSeq } of await listEverything()) {
    const log = await rooms.readMessages({ roomId: id, audience: 'staff', limit: 1_000 })
    const times = log.messages.map(({ createdAt }) => createdAt)
    expect(log.messages.map(({ seq }) => seq)).toEqual(times.map((_, index) => index + 1))
    expect(log.messages).toHaveLength(lastSeq)
    expect(times).toEqual([...times].sort())
    expect(Date.parse(times.at(-1) ?? '')).toBeLessThan(Date.now())
  }
})

test('everybody of the demo can sign in with the password they are told', async () => {
  await seed()
  const rows = await database.drizzle
    .select({ email: people.email, hash: accounts.password, provider: accounts.providerId })
    .from(people)
    .innerJoin(accounts, and(eq(accounts.userId, people.id), eq(accounts.accountId, people.id)))
  const expected = demoLogins.map(({ email, password }) => ({
    email,
    hash: `hash of ${password}`,
    provider: 'credential',
  }))
  expect(new Set(rows)).toEqual(new Set(expected))
  for (const { email, role } of demoLogins)
    if (role !== 'customer') expect((await findActor(email)).role).toBe(role)
})

test('it is written once, however many ask and whenever', async () => {
  const results = await Promise.all([seed(), seed(), seed()])
  expect(results.filter(Boolean)).toHaveLength(1)
  expect(await seed()).toBe(false)
  expect(await listEverything()).toHaveLength(12)
})

test('a database with a person in it is left alone', async () => {
  await database.drizzle
    .insert(people)
    .values({ id: 'owner', name: 'The owner', email: 'owner@shop.example' })
  expect(await seed()).toBe(false)
  expect(await isDemo(database)).toBe(false)
  expect(await database.drizzle.select().from(messages)).toEqual([])
})

test('a seed that fails leaves nothing behind and can be run again', async () => {
  // A group by the name that the seed gives its second one.
  await database.drizzle.insert(groups).values({ name: 'Orders' })
  await expect(seed()).rejects.toThrow()
  expect(await database.drizzle.select().from(people)).toEqual([])
  await database.drizzle.delete(groups).where(eq(groups.name, 'Orders'))
  expect(await seed()).toBe(true)
})
