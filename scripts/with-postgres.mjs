/**
 * Runs a command with TEST_DATABASE_URL set to a throw-away PostgreSQL cluster, which it deletes afterwards:
 *
 *   node scripts/with-postgres.mjs npx vitest run --project db
 *
 * Needs the PostgreSQL binaries, in PATH or where Debian puts them. Passes on the command's exit code.
 */
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

const DEBIAN_VERSIONS = '/usr/lib/postgresql'
/** initdb and postgres refuse to run as root: there they run as this user. */
const UNPRIVILEGED_USER = 'postgres'
const SIGNAL_EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }

function fail(reason) {
  console.error(`with-postgres: ${reason}`)
  process.exit(1)
}

function findBinaries() {
  const debian = existsSync(DEBIAN_VERSIONS)
    ? readdirSync(DEBIAN_VERSIONS)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(DEBIAN_VERSIONS, version, 'bin'))
    : []
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...debian]
  const found = folders.find((folder) =>
    ['initdb', 'pg_ctl'].every((name) => existsSync(join(folder, name))),
  )
  return found ?? fail('no initdb and pg_ctl in PATH or /usr/lib/postgresql/*/bin')
}

const idOf = (flag) =>
  Number(execFileSync('id', [flag, UNPRIVILEGED_USER], { encoding: 'utf8' }).trim())

function findFreePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

async function startCluster() {
  const binaries = findBinaries()
  const owner = process.getuid() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : null
  const folder = mkdtempSync(join(tmpdir(), 'shopbell-postgres-'))
  if (owner) chownSync(folder, owner.uid, owner.gid)
  const data = join(folder, 'data')
  const run = (name, args) =>
    execFileSync(join(binaries, name), args, {
      ...owner,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  const stop = () => {
    if (existsSync(join(data, 'postmaster.pid')))
      run('pg_ctl', ['-D', data, '-m', 'immediate', '-w', 'stop'])
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const port = await findFreePort()
    run('initdb', [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    ])
    // Nothing in it outlives the run, so nothing needs to reach the disk.
    const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c fsync=off`
    run('pg_ctl', ['-D', data, '-l', join(folder, 'log'), '-o', settings, '-w', 'start'])
    return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop }
  } catch (error) {
    stop()
    return fail(error.message)
  }
}

const [command, ...args] = process.argv.slice(2)
if (!command) fail('usage: node scripts/with-postgres.mjs <command> [arguments]')

// Listening before there is anything to stop: a signal during the start must not leave a cluster behind.
let child = null
let early = null
for (const signal of Object.keys(SIGNAL_EXIT_CODES))
  process.on(signal, () => {
    early = signal
    child?.kill(signal)
  })

const cluster = await startCluster()
if (early) {
  cluster.stop()
  process.exit(SIGNAL_EXIT_CODES[early])
}
child = spawn(command, args, {
  stdio: 'inherit',
  env: { ...process.env, TEST_DATABASE_URL: cluster.url },
})
child.once('error', (error) => {
  cluster.stop()
  fail(error.message)
})
child.once('exit', (code, signal) => {
  cluster.stop()
  process.exit(code ?? SIGNAL_EXIT_CODES[signal] ?? 1)
})
