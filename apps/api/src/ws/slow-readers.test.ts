import { expect, onTestFinished, test } from 'vitest'
import { isServed } from '../testing/is-served.ts'
import { call, openRawSocket } from '../testing/raw-socket.ts'
import { seeded } from '../testing/seeded.ts'
import { startSocketServer } from '../testing/socket-server.ts'
import { startTcpProxy } from '../testing/tcp-proxy.ts'

test('a reader who does not read makes the server wait, then is cut, and costs no more than the cap', async () => {
  const { url, produced } = await startSocketServer({
    limits: { slowMaxMs: 50, closeWithinMs: 10_000 },
  })
  const slow = await openRawSocket(url)
  const quick = await openRawSocket(url)
  slow.send(call(1, 'endless', 'subscription'))
  await slow.reply(({ id, result }) => id === 1 && result?.type === 'data')

  slow.socket.pause()
  await hasStopped(() => produced.bytes)
  const held = produced.bytes
  await isServed(quick)
  slow.socket.resume()

  expect(await slow.closed).toBe(4408)
  expect(produced.bytes).toBe(held)
  // What the kernel took off the server's hands, at both ends, comes on top of its own buffer.
  expect(held).toBeLessThan(16 * 1_024 * 1_024)
})

test('C9: slow readers, be it at 1 KB/s or at nothing, hold up nobody, cost a bounded memory and are cut', async () => {
  const { url, port, sockets } = await startSocketServer({
    limits: { slowMaxMs: 3_000, closeWithinMs: 100 },
  })
  const proxy = await startTcpProxy(port)
  onTestFinished(() => proxy.close())
  proxy.weather({ latencyMs: 0, bytesPerSecond: 1_024, random: seeded(9) })
  const openSlow = async (at: string, token: string) => {
    const raw = await openRawSocket(at, { params: { token } })
    raw.send(call(1, 'endless', 'subscription'))
    if (at === url) raw.socket.pause()
    return raw
  }
  const slow = await Promise.all(
    ['a', 'b', 'c', 'd', 'e'].flatMap((token) => [
      openSlow(url, `nothing ${token}`),
      openSlow(`ws://127.0.0.1:${proxy.port}/api/ws`, `little ${token}`),
    ]),
  )
  await expect.poll(() => sockets.census().heldBytes, { timeout: 10_000 }).toBeGreaterThan(256_000)
  const quick = await openRawSocket(url)

  for (let id = 1; id <= 50; id += 1) await isServed(quick, id)

  const { open, heldBytes } = sockets.census()
  expect(open).toBe(slow.length + 1)
  expect(heldBytes / slow.length).toBeLessThan(1_024 * 1_024)
  await expect.poll(() => sockets.census().open, { timeout: 20_000 }).toBe(1)
  await isServed(quick, 51)
})

/** Resolves once a figure has not grown for longer than a slow reader is waited for. */
async function hasStopped(figure: () => number): Promise<void> {
  for (let before = -1; before !== figure(); ) {
    before = figure()
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
