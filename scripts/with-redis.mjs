/**
 * Runs a command with TEST_REDIS_URL set to a throw-away Redis that keeps nothing:
 *
 *   node scripts/with-redis.mjs npx vitest run --project api
 *
 * Needs redis-server in PATH. Passes on the command's exit code.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { findFreePort, withService } from './with-service.mjs'

async function startRedis() {
  const port = await findFreePort()
  const flags = ['--port', port, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const server = spawn('redis-server', flags.map(String), { stdio: ['ignore', 'pipe', 'inherit'] })
  const failed = once(server, 'exit').then(() => {
    throw new Error('redis-server ended before it answered')
  })
  await Promise.race([saysReady(server.stdout), failed])
  failed.catch(() => {})
  return { url: `redis://127.0.0.1:${port}`, stop: () => server.kill('SIGKILL') }
}

const saysReady = (output) =>
  new Promise((resolve) => {
    createInterface({ input: output }).on('line', (line) => {
      if (line.includes('Ready to accept connections')) resolve()
    })
  })

await withService({ name: 'with-redis', variable: 'TEST_REDIS_URL', start: startRedis })
