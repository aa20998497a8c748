// @vitest-environment node
import { createServer, type Server } from 'node:http'
import { createTRPCClient, httpLink } from '@trpc/client'
import { initTRPC } from '@trpc/server'
import { createHTTPHandler } from '@trpc/server/adapters/standalone'
import { afterEach, expect, test } from 'vitest'
import { toRefusal } from './refusal.ts'
import { timeoutLink } from './timeout-link.ts'

const t = initTRPC.create()
const appRouter = t.router({
  quick: t.procedure.query(() => 'here'),
  never: t.procedure.mutation(() => new Promise<string>(() => undefined)),
})

let server: Server
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

async function connect(timeoutMs: number) {
  server = createServer(createHTTPHandler({ router: appRouter }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('No port.')
  return createTRPCClient<typeof appRouter>({
    links: [timeoutLink(timeoutMs), httpLink({ url: `http://127.0.0.1:${address.port}` })],
  })
}

test('a call that is answered in time is not touched', async () => {
  const client = await connect(5_000)
  expect(await client.quick.query()).toBe('here')
})

test('a call without an answer fails in its time, as one that may be repeated', async () => {
  const client = await connect(50)
  const error: unknown = await client.never.mutate().catch((reason: unknown) => reason)
  expect(toRefusal(error)).toMatchObject({ code: 'unreachable', retryable: true })
})
