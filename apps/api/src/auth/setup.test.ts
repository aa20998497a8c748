import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLogger } from '../observability/logger.ts'
import { refusalOf } from '../testing/refusal.ts'
import { startTestApi, type TestApi } from '../testing/start-test-api.ts'
import { createSetup } from './setup.ts'

let api: TestApi
let token: string

const password = 'drei Elstern am Zaun'
const ada = { name: 'Ada', email: 'ada@lamps.example', password }

beforeEach(async () => {
  api = await startTestApi()
  await api.deps.services.setup.announce()
  token = api.log.join('').match(/one-time token: (\w+)/)?.[1] ?? ''
})
afterEach(() => api.close())

const create = (input: object = {}) =>
  api.newBrowser().trpc.setup.createAdmin.mutate({ ...ada, token, ...input })

async function roleOf(email: string): Promise<string | undefined> {
  const browser = api.newBrowser()
  await browser.post('/api/auth/sign-in/email', { email, password })
  return (await browser.trpc.account.me.query())?.agent?.role
}

describe('R-25: the first administrator', () => {
  it('is made with the token in the log, once', async () => {
    expect(await api.newBrowser().trpc.setup.status.query()).toEqual({ needed: true })
    await create()
    expect(await roleOf(ada.email)).toBe('admin')
    expect(await api.newBrowser().trpc.setup.status.query()).toEqual({ needed: false })
    const again = create({ email: 'eve@lamps.example' })
    expect(await refusalOf(again)).toMatchObject({ code: 'not_permitted', httpStatus: 403 })
    expect(api.log.filter((line) => line.includes(token))).toHaveLength(1)
  })

  it('is announced also by a node whose database is away at the start', async () => {
    const { agents } = api.deps.services.ports
    const answers = [0, 1].map(() => Promise.reject(new Error('The database is away.')))
    for (const answer of answers) answer.catch(() => undefined)
    const log: string[] = []
    const setup = createSetup({
      agents: { ...agents, listAgents: () => answers.shift() ?? agents.listAgents() },
      logger: createLogger({ logLevel: 'info' }, { write: (line) => log.push(line) }),
      secret: password.repeat(2),
      signUp: async () => null,
    })
    await setup.announce()
    expect(log.filter((line) => line.includes('one-time token'))).toHaveLength(1)
  })

  it('is one, also when two try at once', async () => {
    const outcomes = await Promise.allSettled([create(), create({ email: 'eve@lamps.example' })])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await api.deps.services.ports.agents.listAgents()).toHaveLength(1)
  })

  it('is not made with another token', async () => {
    const guess = create({ token: '0'.repeat(token.length) })
    expect(await refusalOf(guess)).toMatchObject({ code: 'not_permitted' })
    expect(await api.deps.services.ports.agents.listAgents()).toEqual([])
  })

  it('may try again after a refusal that was about something else', async () => {
    expect(await refusalOf(create({ password: 'password1234' }))).toMatchObject({
      code: 'input_invalid',
      details: { field: 'password' },
    })
    await create()
    expect(await roleOf(ada.email)).toBe('admin')
  })

  it('does not get the account of somebody who took the address before', async () => {
    const squatter = { ...ada, password: 'another long one' }
    await api.newBrowser().post('/api/auth/sign-up/email', squatter)
    expect(await refusalOf(create())).toMatchObject({ details: { field: 'email' } })
  })

  it('keeps the account they had, if the password is theirs', async () => {
    await api.newBrowser().post('/api/auth/sign-up/email', ada)
    await create()
    expect(await roleOf(ada.email)).toBe('admin')
  })

  it('is not asked for where there is one', async () => {
    await create()
    const before = api.log.length
    await api.deps.services.setup.announce()
    expect(api.log.slice(before).join('')).not.toContain('token')
  })
})
