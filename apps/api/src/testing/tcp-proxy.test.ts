import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { seeded } from './seeded.ts'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'

/** A server that says everything twice as loud, and a proxy before it. */
async function startEcho(): Promise<TcpProxy> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (chunk) => socket.write(String(chunk).toUpperCase()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const proxy = await startTcpProxy((server.address() as AddressInfo).port)
  onTestFinished(() => proxy.close())
  return proxy
}

async function dial({ port }: TcpProxy) {
  const socket: Socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => undefined)
  const heard = { text: '', closed: false }
  socket.on('data', (chunk) => {
    heard.text += chunk
  })
  socket.on('close', () => {
    heard.closed = true
  })
  await once(socket, 'connect')
  return { socket, heard, say: (text: string) => socket.write(text) }
}

test('what is said passes both ways, and a cut ends it for both', async () => {
  const proxy = await startEcho()
  const { heard, say } = await dial(proxy)
  say('hello')
  await expect.poll(() => heard.text).toBe('HELLO')
  expect(proxy.cut()).toBe(1)
  await expect.poll(() => heard.closed).toBe(true)
  expect(proxy.cut()).toBe(0)
})

test('a stall makes things late and loses nothing', async () => {
  const proxy = await startEcho()
  const { heard, say } = await dial(proxy)
  proxy.stall('toClient')
  for (const word of ['one ', 'two ', 'three']) say(word)
  const later = await dial(proxy)
  later.say('new')
  proxy.heal()
  await expect.poll(() => heard.text).toBe('ONE TWO THREE')
  await expect.poll(() => later.heard.text).toBe('NEW')
})

test('a black hole swallows one way or both; healing cuts what it swallowed and nothing else', async () => {
  const proxy = await startEcho()
  const lost = await dial(proxy)
  lost.say('a')
  await expect.poll(() => lost.heard.text).toBe('A')
  proxy.blackHole({ direction: 'toClient' })
  const fine = await dial(proxy)
  lost.say('b')
  fine.say('c')
  await expect.poll(() => fine.heard.text).toBe('C')
  expect(lost.heard).toEqual({ text: 'A', closed: false })
  proxy.heal()
  await expect.poll(() => lost.heard.closed).toBe(true)
  expect(fine.heard.closed).toBe(false)
})

test('a partition takes connections and says nothing until it heals', async () => {
  const proxy = await startEcho()
  proxy.partition()
  const { heard, say } = await dial(proxy)
  say('hello')
  proxy.heal()
  await expect.poll(() => heard.closed).toBe(true)
  expect(heard.text).toBe('')
  const after = await dial(proxy)
  after.say('hello')
  await expect.poll(() => after.heard.text).toBe('HELLO')
})

test('a cut in the middle of a frame lets half of it through', async () => {
  const proxy = await startEcho()
  const { heard, say } = await dial(proxy)
  proxy.cutMidFrame()
  say('12345678')
  await expect.poll(() => heard.closed).toBe(true)
  expect(['1234', '']).toContain(heard.text)
})

test('weather makes things late by chance, and keeps their order', async () => {
  const proxy = await startEcho()
  const { heard, say } = await dial(proxy)
  proxy.weather({ latencyMs: 20, jitterMs: 20, bytesPerSecond: 50_000, random: seeded(1) })
  const startedMs = performance.now()
  const words = Array.from({ length: 20 }, (_, index) => `w${index} `)
  for (const word of words) say(word)
  await expect.poll(() => heard.text).toBe(words.join('').toUpperCase())
  expect(performance.now() - startedMs).toBeGreaterThan(15)
})
