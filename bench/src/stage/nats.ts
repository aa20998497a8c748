import { existsSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { WebSocket } from 'ws'
import { searchPath } from '../machine/env.ts'
import { findFreePort } from '../machine/free-port.ts'
import { startOutside, temporaryFolder } from './outside-process.ts'
import type { Server } from './start-server.ts'

const STREAM = { name: 'CHAT', subjects: ['room.*'], storage: 'file', num_replicas: 1 }

/** Why this machine cannot run it, or null. */
export const whyNoNats = (): string | null =>
  searchPath.split(delimiter).some((folder) => existsSync(join(folder, 'nats-server')))
    ? null
    : 'there is no nats-server (Debian: apt-get install nats-server)'

/** One JetStream with one stream in files. It acknowledges once it has written, and syncs to the disk every two minutes. */
export async function startNats(): Promise<Server> {
  const folder = temporaryFolder('nats')
  const [port, plainPort] = [await findFreePort(), await findFreePort()]
  const config = join(folder, 'nats.conf')
  writeFileSync(
    config,
    `listen: "127.0.0.1:${plainPort}"
     jetstream { store_dir: "${folder}" }
     websocket { listen: "127.0.0.1:${port}", no_tls: true }
     log_file: "${join(folder, 'log')}"`,
  )
  const server = await startOutside({ command: 'nats-server', args: ['-c', config], port, folder })
  await addStream(port)
  return server
}

async function addStream(port: number): Promise<void> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`)
  const request = JSON.stringify(STREAM)
  const answered = new Promise<void>((resolve, reject) => {
    socket.once('open', () => {
      socket.send(
        `CONNECT {"verbose":false}\r\nSUB answer 1\r\nPUB $JS.API.STREAM.CREATE.CHAT answer ${request.length}\r\n${request}\r\n`,
      )
    })
    socket.on('message', (data) => {
      if (String(data).includes('"error"')) reject(new Error(String(data)))
      else if (String(data).includes('MSG answer')) resolve()
    })
    socket.once('error', reject)
  })
  await answered
  socket.close()
}
