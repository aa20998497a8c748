import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Message } from '@shopbell/chat-core'
import { createStores, demoLogins, openDatabase } from '@shopbell/db'
import { createOnServer } from '@shopbell/db/testing'
import { expect, onTestFinished, test } from 'vitest'
import { type ApiProcess, startApiProcess } from '../testing/api-process.ts'
import { Browser } from '../testing/browser.ts'
import { ChatClient } from '../testing/chat-client.ts'
import { seeded } from '../testing/seeded.ts'
import { startTcpProxy, type TcpProxy } from '../testing/tcp-proxy.ts'

const PER_SIDE = 500
const CUTS = 20
/** Two that nothing could have prepared for, and one that was announced. */
const RESTARTS = ['SIGKILL', 'SIGTERM', 'SIGKILL'] as const

/** Where the database is, so that a process that starts after another finds what it left. */
async function lastingDatabase() {
  const dataDir = await mkdtemp(join(tmpdir(), 'shopbell-delivery-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const { TEST_DATABASE_URL: serverUrl } = process.env
  if (!serverUrl) return { dataDir, url: undefined }
  const { url, drop } = await createOnServer(serverUrl)
  onTestFinished(drop)
  return { dataDir, url }
}

interface Fault {
  readonly afterAcks: number
  readonly run: () => Promise<void>
}

/** Runs each fault once that many messages are acknowledged, whatever was sent meanwhile. */
async function runFaults(faults: readonly Fault[], acks: () => number): Promise<void> {
  for (const { afterAcks, run } of [...faults].sort((a, b) => a.afterAcks - b.afterAcks)) {
    await expect.poll(acks, { timeout: 60_000, interval: 5 }).toBeGreaterThanOrEqual(afterAcks)
    await run()
  }
}

const bodies = (messages: readonly Message[]): string[] =>
  messages.flatMap((message) => (message.kind === 'text' ? [message.body] : []))

test('1,000 messages both ways across 20 cuts and 3 restarts: none lost, none twice, one order for all', async ({
  annotate,
}) => {
  const seed = Number(process.env['DELIVERY_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  await annotate(`DELIVERY_SEED=${seed}`)
  const random = seeded(seed)

  const { dataDir, url } = await lastingDatabase()
  const env = {
    DATA_DIR: dataDir,
    SEED_DEMO: '1',
    RATE_LIMITS: 'off',
    ...(url && { DATABASE_URL: url }),
  }
  let api: ApiProcess = await startApiProcess(env)
  onTestFinished(() => api.kill('SIGKILL'))
  const startProxy = async (): Promise<TcpProxy> => {
    const proxy = await startTcpProxy(api.port)
    onTestFinished(() => proxy.close())
    return proxy
  }
  const proxies = [await startProxy(), await startProxy()] as const
  const addressOf = (proxy: TcpProxy) => `http://127.0.0.1:${proxy.port}`

  const shopper = new Browser({ url: addressOf(proxies[0]), actAs: 'customer' })
  await shopper.trpc.widget.session.mutate({})
  const { view: emptyRoom } = await shopper.trpc.widget.room.query()
  const { roomId } = emptyRoom
  const agent = new Browser({ url: addressOf(proxies[1]), actAs: 'agent' })
  const login = demoLogins.find(({ role }) => role === 'admin')
  await agent.post('/api/auth/sign-in/email', { email: login?.email, password: login?.password })

  const customerSide = new ChatClient({
    browser: shopper,
    url: addressOf(proxies[0]),
    actAs: 'customer',
    roomId,
    random,
  })
  onTestFinished(() => customerSide.close())
  await customerSide.send('customer 0')
  await agent.trpc.room.accept.mutate({ roomId })
  const agentSide = new ChatClient({
    browser: agent,
    url: addressOf(proxies[1]),
    actAs: 'agent',
    roomId,
    random,
  })
  onTestFinished(() => agentSide.close())

  const acks = () => customerSide.acked.size + agentSide.acked.size
  const restart = (signal: 'SIGKILL' | 'SIGTERM') => async () => {
    await api.kill(signal)
    api = await startApiProcess(env)
    for (const proxy of proxies) proxy.connectTo(api.port)
  }
  const anywhere = () => 1 + Math.floor(random() * (2 * PER_SIDE - 20))
  const cut = async () => {
    proxies[random() < 0.5 ? 0 : 1].cut()
  }
  const faults = [
    ...Array.from({ length: CUTS }, () => ({ afterAcks: anywhere(), run: cut })),
    ...RESTARTS.map((signal) => ({ afterAcks: anywhere(), run: restart(signal) })),
  ]

  const sendAll = async (client: ChatClient, name: string, from: number) => {
    for (let count = from; count < PER_SIDE; count += 1) await client.send(`${name} ${count}`)
  }
  await Promise.all([
    sendAll(customerSide, 'customer', 1),
    sendAll(agentSide, 'agent', 0),
    runFaults(faults, acks),
  ])
  const total = 2 * PER_SIDE
  for (const client of [customerSide, agentSide]) {
    await expect
      .poll(() => bodies(client.view?.messages ?? []).length, { timeout: 20_000 })
      .toBe(total)
  }

  await api.kill('SIGTERM')
  const database = await openDatabase({ url, dataDir })
  onTestFinished(() => database.close())
  const { messages: log } = await createStores(database).rooms.readMessages({
    roomId,
    audience: 'staff',
    afterSeq: 0,
    limit: 2 * total,
  })

  // The faults were felt: some sends had to be repeated.
  expect(customerSide.attempts + agentSide.attempts).toBeGreaterThan(total)
  // DL-1: dense, so nothing is missing from it.
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
  // DL-2: every message once, each sender's in the order they were sent in.
  for (const name of ['customer', 'agent']) {
    const theirs = bodies(log).filter((body) => body.startsWith(name))
    expect(theirs).toEqual(Array.from({ length: PER_SIDE }, (_, count) => `${name} ${count}`))
  }
  // What was acknowledged is where it was said to be.
  for (const [clientId, seq] of [...customerSide.acked, ...agentSide.acked]) {
    expect(log[seq - 1]).toMatchObject({ seq, clientId })
  }
  // DL-4: both sides show exactly the log, and were told nothing twice.
  for (const client of [customerSide, agentSide]) {
    expect(client.view?.messages).toEqual(log.slice(-(client.view?.messages.length ?? 0)))
    expect(client.repeated).toBe(0)
    expect(client.snapshots).toBe(1)
  }
}, 240_000)
