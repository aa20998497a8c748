import { expect, test } from 'vitest'
import { call, openRawSocket } from '../testing/raw-socket.ts'
import { startSocketServer } from '../testing/socket-server.ts'
import { socketLimits, socketLimitsOf } from './socket-limits.ts'

test('RATE_LIMITS=off lifts how often one socket may do something: 1,000 calls at once are answered', async () => {
  const { url } = await startSocketServer({
    limits: socketLimitsOf({ rateLimits: false, production: true }),
  })
  const { send, reply } = await openRawSocket(url)

  for (let id = 1; id <= 1_000; id += 1) send(call(id, 'whoAmI'))

  expect((await reply(({ id }) => id === 1_000)).result?.data).toBe('mara')
})

test('and nothing that bounds what a socket may cost', () => {
  const { calls, frames, connects, loopLagMaxMs } = socketLimits
  const off = socketLimitsOf({ rateLimits: false, production: true })
  expect({ ...off, calls, frames, connects, loopLagMaxMs }).toEqual(socketLimits)
  expect(socketLimitsOf({ rateLimits: true, production: true })).toEqual(socketLimits)
})
