import { expect, test } from 'vitest'
import { isServed } from '../testing/is-served.ts'
import { call, openRawSocket } from '../testing/raw-socket.ts'
import { startSocketServer } from '../testing/socket-server.ts'

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

/** Resolves once a figure has not grown for longer than a slow reader is waited for. */
async function hasStopped(figure: () => number): Promise<void> {
  for (let before = -1; before !== figure(); ) {
    before = figure()
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
