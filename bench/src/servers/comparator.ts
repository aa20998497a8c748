import { env } from './env.ts'
import type { Log } from './logs/log.ts'

/** A server to compare with: one of the transports over one of the logs, as the environment says. */

const logs: Readonly<Record<string, () => Promise<Log>>> = {
  nothing: async () => (await import('./logs/nothing.ts')).openNothing(),
  transaction: async () =>
    (await import('./logs/transaction.ts')).openTransactions(env.databaseUrl),
  batching: async () => (await import('./logs/batching.ts')).openBatching(env.databaseUrl),
  shopbell: async () =>
    (await import('./logs/shopbell.ts')).openShopbell(env.databaseUrl, env.migrationsDir),
}

const transports = {
  'raw-ws': async () => (await import('./transports/raw-ws.ts')).serveRawWs,
  'socket.io': async () => (await import('./transports/socket-io.ts')).serveSocketIo,
  trpc: async () => (await import('./transports/documented-trpc.ts')).serveDocumentedTrpc,
}

const openLog = logs[env.log]
const loadTransport = transports[env.transport as keyof typeof transports]
if (!openLog || !loadTransport) throw new Error(`There is no ${env.transport} over ${env.log}`)

const serve = await loadTransport()
await serve({ port: env.port, redisUrl: env.redisUrl, log: await openLog() })
