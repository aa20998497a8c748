import { randomUUID } from 'node:crypto'
import type { AgentActor, Availability, StaffRole } from '@shopbell/chat-core'
import type { Database } from '../database.ts'
import { accounts, groupMembers, groups, people } from '../schema/index.ts'
import { createStores } from '../store/create-stores.ts'

const PASSWORD = 'lamps-that-last'

interface DemoLogin {
  readonly name: string
  readonly email: string
  readonly role: StaffRole | 'customer'
}

interface DemoAgent extends DemoLogin {
  readonly role: StaffRole
  readonly availability: Availability
  /** Besides the default group. */
  readonly isInOrders: boolean
}

const agent = (
  role: StaffRole,
  [name, email]: readonly [string, string],
  rest: Pick<DemoAgent, 'availability' | 'isInOrders'>,
): DemoAgent => ({ role, name, email, ...rest })

const AGENTS = {
  ines: agent('admin', ['Ines Duarte', 'admin@lamps.example'], {
    availability: 'away',
    isInOrders: false,
  }),
  maya: agent('manager', ['Maya Costa', 'manager@lamps.example'], {
    availability: 'online',
    isInOrders: true,
  }),
  anna: agent('agent', ['Anna Keller', 'anna@lamps.example'], {
    availability: 'online',
    isInOrders: false,
  }),
  bo: agent('agent', ['Bo Nyström', 'bo@lamps.example'], {
    availability: 'online',
    isInOrders: true,
  }),
}

export type AgentKey = keyof typeof AGENTS

const MARA: DemoLogin = { role: 'customer', name: 'Mara Lindqvist', email: 'mara@lamps.example' }

/** Everybody who can sign in to the demo shop. */
export const demoLogins = [...Object.values(AGENTS), MARA].map(({ role, email }) => ({
  role,
  email,
  password: PASSWORD,
}))

/** Everybody in the conversations who is not an anonymous customer, and the group they can be sent to. */
export interface Cast {
  readonly agents: Readonly<Record<AgentKey, AgentActor>>
  readonly mara: { readonly personId: string; readonly name: string; readonly email: string }
  readonly ordersId: string
}

/** Hashes the one password of everybody. */
export type HashPassword = (password: string) => Promise<string>

export const hashDemoPassword = (hashPassword: HashPassword) => hashPassword(PASSWORD)

async function createPerson(
  { drizzle }: Database,
  { name, email }: DemoLogin,
  password: string,
): Promise<string> {
  const id = randomUUID()
  await drizzle.insert(people).values({ id, name, email, emailVerified: true })
  // As better-auth keeps an address and a password.
  const account = { userId: id, accountId: id, providerId: 'credential', password }
  await drizzle.insert(accounts).values({ id: randomUUID(), ...account })
  return id
}

async function createAgent(
  database: Database,
  { name, role, availability, isInOrders }: DemoAgent,
  { personId, ordersId }: { readonly personId: string; readonly ordersId: string },
): Promise<AgentActor> {
  const { agents } = createStores(database)
  const { id } = await agents.createAgent({ personId, name, role, capacity: null })
  if (isInOrders)
    await database.drizzle.insert(groupMembers).values({ agentId: id, groupId: ordersId })
  const { groupIds } = await agents.updateAgent(id, { availability })
  return { kind: 'agent', id, name, role, groupIds }
}

/** Makes the people, their sign-ins, the agents and the second group. */
export async function createCast(database: Database, passwordHash: string): Promise<Cast> {
  const [orders] = await database.drizzle
    .insert(groups)
    .values({ name: 'Orders' })
    .returning({ id: groups.id })
  if (!orders) throw new Error('insert answered no row.')
  const create = async (demoAgent: DemoAgent) => {
    const personId = await createPerson(database, demoAgent, passwordHash)
    return createAgent(database, demoAgent, { personId, ordersId: orders.id })
  }
  return {
    agents: {
      ines: await create(AGENTS.ines),
      maya: await create(AGENTS.maya),
      anna: await create(AGENTS.anna),
      bo: await create(AGENTS.bo),
    },
    mara: { ...MARA, personId: await createPerson(database, MARA, passwordHash) },
    ordersId: orders.id,
  }
}
