import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { WebSocket } from 'ws'
import { XMPP_OPEN } from '../client/wires/xmpp.ts'
import { searchPath } from '../machine/env.ts'
import { findFreePort } from '../machine/free-port.ts'
import { startOutside, temporaryFolder } from './outside-process.ts'
import type { Server } from './start-server.ts'

/** Where Debian puts Erlang's libraries and ejabberd's tables. */
const LIBRARIES = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu']
const TABLES = '/usr/share/ejabberd/sql/pg.sql'
/** Everybody's. */
const PASSWORD = 'secret'
const LOOK_EVERY_MS = 50

const isEjabberd = (name: string) => name.startsWith('ejabberd-')

const findLibraries = (): string | undefined =>
  LIBRARIES.find((folder) => existsSync(folder) && readdirSync(folder).some(isEjabberd))

/** Why this machine cannot run it, or null. */
export function whyNoEjabberd(): string | null {
  const hasErlang = searchPath.split(delimiter).some((folder) => existsSync(join(folder, 'erl')))
  const isThere = hasErlang && findLibraries() && existsSync(TABLES)
  return isThere ? null : 'there is no ejabberd (Debian: apt-get install ejabberd erlang-p1-pgsql)'
}

/** Accounts by SQL, one for each side of each room. */
async function addPeople(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  await sql.unsafe(readFileSync(TABLES, 'utf8'))
  await sql`
    insert into users (username, password)
    select kind || '.' || rooms.id, ${PASSWORD} from rooms, unnest(array['customer', 'agent']) as kind`
  await sql.end()
}

/** One node that archives every message of both sides in PostgreSQL before it delivers, as its documentation has it. */
export async function startEjabberd(databaseUrl: string): Promise<Server> {
  await addPeople(databaseUrl)
  const folder = temporaryFolder('ejabberd')
  chmodSync(folder, 0o755)
  const port = await findFreePort()
  const { hostname, port: sqlPort, pathname } = new URL(databaseUrl)
  const config = join(folder, 'ejabberd.yml')
  writeFileSync(
    config,
    `hosts: [localhost]
loglevel: error
auth_method: sql
auth_password_format: plain
default_db: sql
sql_type: pgsql
sql_server: "${hostname}"
sql_port: ${sqlPort}
sql_database: "${pathname.slice(1)}"
sql_username: postgres
sql_pool_size: 10
new_sql_schema: false
listen:
  - port: ${port}
    ip: "127.0.0.1"
    module: ejabberd_http
    request_handlers:
      /ws: ejabberd_http_ws
modules:
  mod_mam:
    default: always
    db_type: sql
  mod_stream_mgmt: {}
`,
  )
  const libraries = findLibraries() ?? ''
  const codePaths = readdirSync(libraries)
    .map((name) => join(libraries, name, 'ebin'))
    .filter((path) => existsSync(path))
  const server = await startOutside({
    command: 'erl',
    args: [
      '+K',
      'true',
      '-noinput',
      '-mnesia',
      'dir',
      JSON.stringify(folder),
      '-pa',
      ...codePaths,
      '-s',
      'ejabberd',
    ],
    env: {
      EJABBERD_CONFIG_PATH: config,
      EJABBERD_LOG_PATH: join(folder, 'log'),
      ERL_CRASH_DUMP: '/dev/null',
    },
    port,
    folder,
  })
  while (!(await isServing(port))) await sleep(LOOK_EVERY_MS)
  return server
}

/** It listens before it knows its host: whoever is too early is sent away. */
const isServing = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, 'xmpp')
    socket.once('open', () => socket.send(XMPP_OPEN))
    socket.on('message', (data) => {
      if (!String(data).startsWith('<stream:features')) return
      resolve(true)
      socket.terminate()
    })
    socket.once('error', () => resolve(false))
    socket.once('close', () => resolve(false))
  })
