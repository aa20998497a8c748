/**
 * Runs a command with TEST_DATABASE_URL set to a throw-away PostgreSQL cluster, which it deletes afterwards:
 *
 *   node scripts/with-postgres.mjs npx vitest run --project db
 *
 * Needs the PostgreSQL binaries, in PATH or where Debian puts them. Passes on the command's exit code.
 */
import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { findFreePort, withService } from './with-service.mjs'

const DEBIAN_VERSIONS = '/usr/lib/postgresql'
/** initdb and postgres refuse to run as root: there they run as this user. */
const UNPRIVILEGED_USER = 'postgres'

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
  if (!found) throw new Error('no initdb and pg_ctl in PATH or /usr/lib/postgresql/*/bin')
  return found
}

const idOf = (flag) =>
  Number(execFileSync('id', [flag, UNPRIVILEGED_USER], { encoding: 'utf8' }).trim())

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
    throw error
  }
}

await withService({ name: 'with-postgres', variable: 'TEST_DATABASE_URL', start: startCluster })
