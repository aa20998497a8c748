import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { isServed } from '../testing/is-served.ts'
import { openRawSocket } from '../testing/raw-socket.ts'
import { startSocketServer } from '../testing/socket-server.ts'
import { startTcpProxy } from '../testing/tcp-proxy.ts'

test('a client’s own ping, as tRPC sends it, is answered', async () => {
  const { url } = await startSocketServer()
  const { socket } = await openRawSocket(url)
  const answer = once(socket, 'message')
  socket.send('PING')
  expect(String((await answer)[0])).toBe('PONG')
})

test('a client that answers no ping is a dead one and is dropped', async () => {
  const { url } = await startSocketServer({ limits: { pingEveryMs: 30, pongWithinMs: 30 } })
  const { closed } = await openRawSocket(url, { autoPong: false })
  expect(await closed).toBe(1006)
})

test('a network that swallows everything is noticed', async () => {
  const { port, sockets } = await startSocketServer({
    limits: { pingEveryMs: 30, pongWithinMs: 30 },
  })
  const proxy = await startTcpProxy(port)
  onTestFinished(() => proxy.close())
  await isServed(await openRawSocket(`ws://127.0.0.1:${proxy.port}/api/ws`))
  expect(sockets.census()).toMatchObject({ open: 1, known: 1, watched: 1 })

  proxy.blackHole()

  await expect.poll(() => sockets.census()).toMatchObject({ open: 0, known: 0, watched: 0 })
})
