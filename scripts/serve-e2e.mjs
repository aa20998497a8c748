/**
 * The servers of a browser test run, on demo data of their own, and a hand on the API: `POST /kill`, `/stop` and
 * `/start` on E2E_CONTROL_PORT end it without a word, end it as a deployment does, and have it back.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer, untilAnswering } from './servers.mjs'
import { resolveFrom, root } from './settings.mjs'

const { WEB_PORT, API_PORT, E2E_CONTROL_PORT } = process.env
const dataDir = await mkdtemp(join(tmpdir(), 'shopbell-e2e-'))
const env = { NODE_ENV: 'production', DATA_DIR: dataDir, DRAIN_WAIT_MS: '0' }
const apiUrl = `http://127.0.0.1:${API_PORT}`
const neverMind = new AbortController().signal

const startApi = () =>
  startServer({
    name: 'The API',
    folder: 'apps/api',
    script: join(root, 'apps/api/dist/main.js'),
    env,
  })

const end = async (server, signal) => {
  try {
    process.kill(-server.pid, signal)
  } catch {
    // It has ended already.
  }
  await server.died
}

const isAlive = ({ pid }) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

let api = startApi()
const web = startServer({
  name: 'The web app',
  folder: 'apps/web',
  script: resolveFrom('apps/web', 'next/dist/bin/next'),
  args: ['start', '--port', WEB_PORT, '--hostname', '127.0.0.1'],
  env: { ...env, INTERNAL_API_URL: apiUrl },
  output: 'held',
})

const orders = {
  '/kill': () => end(api, 'SIGKILL'),
  '/stop': () => end(api, 'SIGTERM'),
  '/start': async () => {
    if (isAlive(api)) return
    api = startApi()
    await untilAnswering(`${apiUrl}/api/ready`, neverMind)
  },
}
const control = createServer(async ({ url }, response) => {
  await orders[url]?.()
  response.end()
}).listen(Number(E2E_CONTROL_PORT), '127.0.0.1')

const endAll = async () => {
  control.close()
  await Promise.all([end(api, 'SIGKILL'), end(web, 'SIGKILL')])
  await rm(dataDir, { recursive: true, force: true })
  process.exit()
}
void web.died.then(endAll)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void endAll())

await Promise.all(
  [`${apiUrl}/api/ready`, `http://127.0.0.1:${WEB_PORT}/`].map((url) =>
    untilAnswering(url, neverMind),
  ),
)
console.log('Shopbell is running')
