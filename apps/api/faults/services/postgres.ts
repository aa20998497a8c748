import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { chown, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { path } from '../env.ts'
import { freePort } from './free-port.ts'

const run = promisify(execFile)

/** A PostgreSQL of the suite's own, with its disk: what it says is committed is on it. */
export interface PostgresServer {
  readonly port: number
  url(database: string): string
  /** Ends every process of it at once and starts it again: it comes up by recovery, as after a crash. */
  crash(): Promise<void>
  /** Ends it as `crash` does, and leaves it so until `start`. */
  kill(): Promise<void>
  start(): Promise<void>
  /** Keeps the disk as it is now, for `restore`. */
  backUp(): Promise<void>
  /**
   * Comes back with the disk of the last `backUp`: what was committed since is lost, as when a replica takes over that
   * had not heard of it. Like such a replica it begins a timeline of its own.
   */
  restore(): Promise<void>
  stop(): Promise<void>
}

const DEBIAN_VERSIONS = '/usr/lib/postgresql'
/** initdb and postgres refuse to run as root: there they run as this user. */
const UNPRIVILEGED_USER = 'postgres'
const START_ATTEMPTS = 10
const START_PAUSE_MS = 300
const SETTINGS = [
  'fsync=on',
  'synchronous_commit=on',
  // Nobody who waits for the disk waits for this; a crash takes the more of what was said too early.
  'wal_writer_delay=10s',
  'max_connections=200',
  'log_min_messages=fatal',
]
/** There is no more to be replayed than what came with the backup. */
const TAKE_OVER = '-c restore_command=false'

const PROGRAMS = ['initdb', 'pg_ctl', 'pg_basebackup']

function findBinaries(): string {
  const debian = existsSync(DEBIAN_VERSIONS)
    ? readdirSync(DEBIAN_VERSIONS).map((version) => join(DEBIAN_VERSIONS, version, 'bin'))
    : []
  const folders = [...path.split(delimiter), ...debian.sort().reverse()]
  const found = folders.find((folder) =>
    PROGRAMS.every((program) => existsSync(join(folder, program))),
  )
  if (!found) throw new Error('There is no PostgreSQL in PATH or /usr/lib/postgresql.')
  return found
}

async function idOf(flag: '-u' | '-g'): Promise<number> {
  const { stdout } = await run('id', [flag, UNPRIVILEGED_USER])
  return Number(stdout.trim())
}

export async function startPostgres(): Promise<PostgresServer> {
  const binaries = findBinaries()
  const owner = process.getuid?.() === 0 ? { uid: await idOf('-u'), gid: await idOf('-g') } : null
  const folder = await mkdtemp(join(tmpdir(), 'shopbell-faults-postgres-'))
  if (owner) await chown(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const backup = join(folder, 'backup')
  const port = await freePort()
  const call = (program: string, ...args: string[]) =>
    run(join(binaries, program), args, { ...owner, cwd: folder })
  const control = (...args: string[]) => call('pg_ctl', '-D', data, '-w', ...args)

  const places = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`]
  const options = [...places, ...SETTINGS].map((setting) => `-c ${setting}`).join(' ')
  const start = async (more = '') => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await control('-l', join(folder, 'log'), '-o', `${options} ${more}`, 'start')
        return
      } catch (error) {
        // The last of those that were killed may not be gone yet: it holds the memory they shared.
        if (attempt < START_ATTEMPTS) {
          await sleep(START_PAUSE_MS)
          continue
        }
        const log = await readFile(join(folder, 'log'), 'utf8').catch(() => '')
        throw new Error(`PostgreSQL did not start:\n${log.slice(-2_000)}`, { cause: error })
      }
    }
  }
  const kill = async () => {
    await control('-m', 'immediate', 'stop')
  }

  await call('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C')
  await start()
  return {
    port,
    url: (database) => `postgres://postgres@127.0.0.1:${port}/${database}`,
    async crash() {
      await kill()
      await start()
    },
    kill,
    start: () => start(),
    async backUp() {
      await rm(backup, { recursive: true, force: true })
      await call(
        'pg_basebackup',
        '-D',
        backup,
        '-h',
        folder,
        '-p',
        `${port}`,
        '-U',
        'postgres',
        '-c',
        'fast',
      )
    },
    async restore() {
      await kill()
      await rm(data, { recursive: true, force: true })
      await cp(backup, data, { recursive: true })
      await writeFile(join(data, 'recovery.signal'), '')
      if (owner) await run('chown', ['-R', `${owner.uid}:${owner.gid}`, data])
      await start(TAKE_OVER)
    },
    async stop() {
      if (existsSync(join(data, 'postmaster.pid'))) await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
