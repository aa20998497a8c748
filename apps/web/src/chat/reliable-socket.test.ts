// @vitest-environment node
import { createHash } from 'node:crypto'
import { createServer, type Server, type Socket } from 'node:net'
import { CloseEvent, WebSocket } from 'undici'
import { afterEach, expect, test, vi } from 'vitest'
import { createReliableSocket, ZOMBIE_CLOSE_CODE } from './reliable-socket.ts'

// A real socket over a real network: jsdom's own does not work inside Vitest's globals.
const window = new EventTarget()
vi.stubGlobal('window', window)
vi.stubGlobal('WebSocket', WebSocket)
vi.stubGlobal('CloseEvent', CloseEvent)

const servers: { server: Server; peers: Set<Socket> }[] = []
afterEach(async () => {
  for (const { server, peers } of servers.splice(0)) {
    for (const peer of peers) peer.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
})

/** Listens on a free port of this machine; what it answers is up to `onPeer`. */
async function listen(onPeer: (peer: Socket) => void): Promise<string> {
  const peers = new Set<Socket>()
  const server = createServer((peer) => {
    peers.add(peer)
    peer.on('error', () => undefined)
    onPeer(peer)
  })
  servers.push({ server, peers })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('No port.')
  return `ws://127.0.0.1:${address.port}`
}

/** Takes the handshake and never says a word again, not even goodbye: a link that swallows everything. */
function answerHandshakeOnly(peer: Socket) {
  peer.once('data', (request) => {
    const key = /sec-websocket-key: (.+)\r\n/i.exec(request.toString())?.[1] ?? ''
    const accept = createHash('sha1')
      .update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64')
    peer.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    )
  })
}

function connect(url: string, connectTimeoutMs = 10_000) {
  const heard: string[] = []
  const losses: number[] = []
  const onLost = (heldMs: number) => losses.push(heldMs)
  const socket = new (createReliableSocket({ connectTimeoutMs, onLost }))(url)
  for (const type of ['open', 'error', 'close'] as const) {
    socket.addEventListener(type, (event) =>
      heard.push(event instanceof CloseEvent ? `close ${event.code}` : type),
    )
  }
  return { socket, heard, losses }
}

test('closing a socket whose other side is gone is heard at once', async () => {
  const { socket, heard } = connect(await listen(answerHandshakeOnly))
  await vi.waitFor(() => expect(heard).toEqual(['open']))
  socket.close()
  expect(socket.readyState).toBe(WebSocket.CLOSED)
  await Promise.resolve()
  expect(heard).toEqual(['open', `close ${ZOMBIE_CLOSE_CODE}`])
})

test('going offline closes an open socket at once, and only once', async () => {
  const { socket, heard, losses } = connect(await listen(answerHandshakeOnly))
  await vi.waitFor(() => expect(heard).toEqual(['open']))
  window.dispatchEvent(new Event('offline'))
  window.dispatchEvent(new Event('offline'))
  socket.close()
  await Promise.resolve()
  expect(heard).toEqual(['open', `close ${ZOMBIE_CLOSE_CODE}`])
  expect(losses).toHaveLength(1)
})

test('a connect that hangs fails after its time: error first, as whoever waits for it expects', async () => {
  const { heard, losses } = connect(await listen(() => undefined), 50)
  await vi.waitFor(() => expect(heard).toEqual(['error', `close ${ZOMBIE_CLOSE_CODE}`]))
  expect(losses).toEqual([])
})

test('a close by the server is passed on as it is', async () => {
  const url = await listen((peer) => {
    answerHandshakeOnly(peer)
    // An unmasked close frame with code 4401.
    peer.once('data', () => peer.end(Buffer.from([0x88, 2, 0x11, 0x31])))
  })
  const { heard } = connect(url)
  await vi.waitFor(() => expect(heard).toEqual(['open', 'close 4401']))
})
