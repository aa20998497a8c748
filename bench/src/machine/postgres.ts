import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { searchPath } from './env.ts'
import { findFreePort } from './free-port.ts'

const DEBIAN_VERSIONS = '/usr/lib/postgresql'
/** initdb and postgres refuse to run as root: there they run as this user. */
const UNPRIVILEGED_USER = 'postgres'

/**
 * What is measured is a database that keeps what it acknowledges, so fsync stays on. The hot set fits into memory, and
 * no checkpoint falls into a window of a few seconds.
 */
const SETTINGS = {
  fsync: 'on',
  synchronous_commit: 'on',
  shared_buffers: '2GB',
  max_wal_size: '8GB',
  checkpoint_timeout: '30min',
  max_connections: '100',
  // Counts what statements cost, in the databases that turn it on.
  shared_preload_libraries: 'pg_stat_statements',
  'pg_stat_statements.track': 'none',
} as const

export interface Cluster {
  readonly version: string
  readonly settings: typeof SETTINGS
  url(database: string): string
  /** Of the postmaster: parent of all its processes. */
  readonly pid: number
  stop(): void
}

function findBinaries(): string {
  const debian = existsSync(DEBIAN_VERSIONS)
    ? readdirSync(DEBIAN_VERSIONS)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(DEBIAN_VERSIONS, version, 'bin'))
    : []
  const folders = [...searchPath.split(delimiter), ...debian]
  const found = folders.find((folder) =>
    ['initdb', 'pg_ctl'].every((name) => existsSync(join(folder, name))),
  )
  if (!found) throw new Error('There is no initdb and pg_ctl in PATH or /usr/lib/postgresql/*/bin')
  return found
}

const idOf = (flag: string): number =>
  Number(execFileSync('id', [flag, UNPRIVILEGED_USER], { encoding: 'utf8' }))

/** Starts a throw-away PostgreSQL on a port of its own; `stop` ends and deletes it. */
export async function startPostgres(): Promise<Cluster> {
  const binaries = findBinaries()
  const owner = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {}
  const folder = mkdtempSync(join(tmpdir(), 'shopbell-bench-'))
  if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const run = (name: string, args: readonly string[]): string =>
    execFileSync(join(binaries, name), args, {
      ...owner,
      cwd: folder,
      stdio: ['ignore', name === 'postgres' ? 'pipe' : 'ignore', 'inherit'],
      encoding: 'utf8',
    })
  const pidFile = join(data, 'postmaster.pid')
  const stop = () => {
    if (existsSync(pidFile)) run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop'])
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const port = await findFreePort()
    run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'])
    const listen = { port, listen_addresses: '127.0.0.1', unix_socket_directories: folder }
    const options = Object.entries({ ...SETTINGS, ...listen }).map(
      ([key, value]) => `-c ${key}=${value}`,
    )
    run('pg_ctl', ['-D', data, '-l', join(folder, 'log'), '-o', options.join(' '), '-w', 'start'])
    return {
      version: run('postgres', ['--version']).trim(),
      settings: SETTINGS,
      url: (database) => `postgres://postgres@127.0.0.1:${port}/${database}`,
      pid: Number(readFileSync(pidFile, 'utf8').split('\n', 1)[0]),
      stop,
    }
  } catch (error) {
    stop()
    throw error
  }
}
