import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** Chosen once, by whoever starts the run; its workers inherit the choice. */
const portOf = async (name: string): Promise<number> => {
  process.env[name] ??= String(await freePort())
  return Number(process.env[name])
}

export const webPort = await portOf('E2E_WEB_PORT')
export const apiPort = await portOf('E2E_API_PORT')
/** Where `scripts/serve-e2e.mjs` takes its orders. */
export const controlPort = await portOf('E2E_CONTROL_PORT')

export const webOrigin = `http://localhost:${webPort}`
export const apiOrigin = `http://localhost:${apiPort}`
