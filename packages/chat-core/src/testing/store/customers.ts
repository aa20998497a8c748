import { describe, expect, test } from 'vitest'
import type { Scene } from '../scene.ts'

const NOBODY = 'ffffffff-ffff-4fff-8fff-ffffffffffff'
const HOUR_MS = 3_600_000

export function customersContract(scene: () => Scene): void {
  describe('customers', () => {
    test('CU-1: a customer is anonymous until a person is behind them', async () => {
      const { ports, ...the } = scene()
      const anonymous = await ports.customers.createCustomer({ name: 'Shopper 4F2A' })
      expect(anonymous).toMatchObject({ name: 'Shopper 4F2A', email: null, personId: null })
      expect(await ports.customers.findCustomer(anonymous.id)).toEqual(anonymous)
      expect(await ports.customers.findCustomer(NOBODY)).toBeNull()
      const personId = await the.newPerson()
      expect(await ports.customers.findCustomerOfPerson(personId)).toBeNull()
      const mara = await ports.customers.createCustomer({
        name: 'Mara',
        email: 'mara@lamps.example',
        personId,
      })
      expect(await ports.customers.findCustomerOfPerson(personId)).toEqual(mara)
    })

    test('CU-1: a person has one customer, however many ask at once', async () => {
      const { ports, ...the } = scene()
      const personId = await the.newPerson()
      const created = Array.from({ length: 10 }, () =>
        ports.customers.createCustomer({ name: 'Mara', email: 'mara@lamps.example', personId }),
      )
      expect(new Set((await Promise.all(created)).map(({ id }) => id)).size).toBe(1)
    })

    test('CU-1: a person is bound once, to a customer who is nobody yet', async () => {
      const { ports, ...the } = scene()
      const [one, other] = [await the.newPerson(), await the.newPerson()]
      const [first, second] = [await the.customer(), await the.customer()]
      const bind = (customerId: string, id: string) =>
        ports.customers.bindPerson(customerId, { id, name: 'Mara', email: `${id}@lamps.example` })
      const results = await Promise.all([
        bind(first.customer.id, one),
        bind(second.customer.id, one),
      ])
      const [bound, ...rest] = results.filter((customer) => customer !== null)
      expect(rest).toEqual([])
      expect(await bind(bound?.id ?? '', other)).toBeNull()
      expect(await bind(NOBODY, other)).toBeNull()
      expect(await ports.customers.findCustomerOfPerson(one)).toEqual(bound)
      expect(await ports.customers.findCustomerOfPerson(other)).toBeNull()
    })

    test('CU-5: a token leads to its customer until it expires or is revoked', async () => {
      const { ports, ...the } = scene()
      const { customer } = await the.customer()
      const issue = (tokenHash: string, ttlMs: number) =>
        ports.customers.issueToken({ customerId: customer.id, tokenHash, ttlMs })
      const [phone, laptop] = [
        await issue('a'.repeat(64), HOUR_MS),
        await issue('b'.repeat(64), HOUR_MS),
      ]
      await issue('c'.repeat(64), 0)
      expect(phone.customer.id).toBe(customer.id)
      expect(await ports.customers.findTokens(['a'.repeat(64)])).toEqual([phone])
      const many = ['b', 'c', 'a', 'd', 'b'].map((letter) => letter.repeat(64))
      expect(await ports.customers.findTokens(many)).toEqual([laptop, null, phone, null, laptop])
      await ports.customers.revokeToken(phone.id)
      await ports.customers.revokeToken(phone.id)
      expect(await ports.customers.findTokens(['a'.repeat(64)])).toEqual([null])
      expect(await ports.customers.findTokens(['b'.repeat(64)])).toEqual([laptop])
    })
  })

  describe('agents', () => {
    test('AG-1: an agent is found by id and by person, with role and groups', async () => {
      const { ports, ...the } = scene()
      const [first, second] = the.groupIds
      const anna = await the.newAgent({ name: 'Anna', role: 'manager', groupIds: [first, second] })
      expect(await ports.agents.findAgent(anna.id)).toMatchObject({ name: 'Anna', role: 'manager' })
      expect((await ports.agents.findAgentOfPerson(anna.personId))?.id).toBe(anna.id)
      expect(new Set((await ports.agents.findAgent(anna.id))?.groupIds)).toEqual(
        new Set([first, second]),
      )
      expect((await ports.agents.listAgents()).map(({ id }) => id)).toEqual([anna.id])
      expect(await ports.agents.findAgent(NOBODY)).toBeNull()
      expect(await ports.agents.findAgentOfPerson(await the.newPerson())).toBeNull()
    })

    test('AG-1: a person becomes an agent once', async () => {
      const { ports, ...the } = scene()
      const personId = await the.newPerson()
      const bo = await ports.agents.createAgent({ personId, name: 'Bo', role: 'agent' })
      expect(bo).toMatchObject({ personId, name: 'Bo', role: 'agent', previewFirst: false })
      expect(await ports.agents.findAgent(bo.id)).toEqual(bo)
      await expect(
        ports.agents.createAgent({ personId, name: 'Bo again', role: 'admin' }),
      ).rejects.toThrow()
    })

    test('AG-2: a setting changes alone', async () => {
      const { ports, ...the } = scene()
      const { id } = await the.agent()
      const before = await ports.agents.findAgent(id)
      await ports.agents.updateAgent(id, { availability: 'away' })
      const after = await ports.agents.updateAgent(id, { previewFirst: true })
      expect(after).toEqual({ ...before, availability: 'away', previewFirst: true })
      expect(await ports.agents.findAgent(id)).toEqual(after)
      await expect(ports.agents.updateAgent(NOBODY, {})).rejects.toMatchObject({
        code: 'agent_not_found',
      })
    })

    test('AG-3: the default group comes first, and new rooms are in it', async () => {
      const { ports, ...the } = scene()
      const groups = await ports.agents.listGroups()
      expect(groups.map(({ id }) => id)).toEqual(the.groupIds)
      const { roomId } = await the.waiting()
      expect((await the.room(roomId)).group).toEqual(groups[0])
    })
  })
}
