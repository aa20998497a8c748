import { type AgentActor, acceptRoom, type Ports } from '@shopbell/chat-core'
import { createScene, runs, type Scene } from '@shopbell/chat-core/testing'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { queryRows } from '../database.ts'
import { makeStoreHarness, type TestDatabase, testDatabase } from '../testing/index.ts'
import { createStores } from './create-stores.ts'

const onServer = Boolean(process.env['TEST_DATABASE_URL'])
const { numRuns: RACES } = runs(20)
/** A thousand in a long night on a server (PROPERTY_TIMES=25 makes 500 races); in the suite, what its time allows. */
const isLongNight = RACES > 20
const AGENTS = onServer ? (isLongNight ? 1_000 : 100) : 20

let database: TestDatabase
let the: Scene
let peer: Ports
let agents: readonly AgentActor[]
beforeAll(async () => {
  database = await testDatabase()
  the = createScene(await makeStoreHarness(database))
  peer = { ...the.ports, ...createStores(database.peer) }
  agents = await insertAgents(AGENTS)
})
afterAll(() => database.close())

/** In the default group, all of them. */
async function insertAgents(count: number): Promise<readonly AgentActor[]> {
  const rows = await queryRows<{ id: string; name: string }>(
    database.drizzle,
    sql`
    with person as (
      insert into people (id, name, email)
      select 'p' || n, 'Agent ' || n, n || '@lamps.example' from generate_series(1, ${count}::int) as n
      returning id, name
    )
    insert into agents (person_id, name, role) select id, name, 'agent' from person returning id, name`,
  )
  const groupIds = [the.groupIds[0]]
  return rows.map(({ id, name }) => ({ kind: 'agent', id, name, role: 'agent', groupIds }))
}

test(`RM-4: of ${AGENTS} agents who accept a room at once one gets it and the others learn who, ${RACES} times over`, async () => {
  for (let race = 0; race < RACES; race += 1) {
    const { roomId } = await the.waiting()
    const attempts = await Promise.allSettled(
      agents.map((agent, index) => acceptRoom(index % 2 ? peer : the.ports, agent, { roomId })),
    )
    const { assignee } = await the.room(roomId)
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const attempt of attempts)
      if (attempt.status === 'rejected')
        expect(attempt.reason).toMatchObject({
          code: 'already_assigned',
          details: { agentName: assignee?.name },
        })
    expect((await the.log(roomId)).filter(({ kind }) => kind === 'system')).toHaveLength(2)
  }
})
