import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findFreePorts } from './testing/find-free-ports.ts'
import { findProcesses } from './testing/find-processes.ts'

const root = join(import.meta.dirname, '..')
const distDir = '.next-launch-test'
const patience = { timeout: 120_000, interval: 100 }

/** Also the mark, in the environment of every process below a launcher, by which it is found. */
let dataDir = ''
let webPort = 0
let apiPort = 0

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'shopbell-launch-'))
  ;[webPort, apiPort] = await findFreePorts()
})
afterEach(() => {
  for (const { pid } of findProcesses(dataDir)) spawnSync('kill', ['-9', String(pid)])
  rmSync(dataDir, { recursive: true, force: true })
})
afterAll(() => rmSync(join(root, 'apps/web', distDir), { recursive: true, force: true }))

function launch(command: string, ...args: string[]) {
  const child = spawn(command, args, {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'development',
      DATA_DIR: dataDir,
      WEB_PORT: String(webPort),
      API_PORT: String(apiPort),
      NEXT_DIST_DIR: distDir,
    },
  })
  let said = ''
  const listen = (chunk: Buffer) => {
    said += chunk
  }
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  const exitCode = new Promise((resolve) => child.once('close', resolve))
  return { child, exitCode, said: () => said }
}

const dev = () => launch(process.execPath, 'scripts/dev.mjs')
const bothServers = () =>
  vi.waitFor(() => {
    const commands = findProcesses(dataDir).map(({ command }) => command)
    const api = commands.find((command) => /tsx.*watch/.test(command))
    const web = commands.find((command) => /next.*dev/.test(command))
    expect(api && web).toBeTruthy()
  }, patience)
const nobodyLeft = () =>
  vi.waitFor(() => expect(findProcesses(dataDir).map((left) => left.command)).toEqual([]), patience)

describe('pnpm dev', () => {
  it('starts the shop, says where to click, refuses a second start, and ends with Ctrl-C', async () => {
    const first = dev()
    await vi.waitFor(() => expect(first.said()).toContain('Shopbell is running'), patience)
    expect(first.said()).toContain(`http://localhost:${webPort}/admin/support`)
    expect(first.said()).toContain(`http://localhost:${apiPort}/api/docs`)
    expect(first.said()).toContain('mara@lamps.example')
    expect((await fetch(`http://127.0.0.1:${webPort}/`)).status).toBe(200)

    const second = dev()
    expect(await second.exitCode).toBe(1)
    expect(second.said()).toBe(`Shopbell is already running at http://localhost:${webPort}\n`)

    first.child.kill('SIGINT')
    expect(await first.exitCode).toBe(0)
    await nobodyLeft()
  })

  it('names a busy port and how to choose another', async () => {
    const squatter = createServer().listen(webPort, '127.0.0.1')
    const { exitCode, said } = dev()
    expect(await exitCode).toBe(1)
    expect(said()).toMatch(
      new RegExp(`^Port ${webPort} is taken .*WEB_PORT=\\d+ API_PORT=\\d+ npx -y pnpm dev\n$`),
    )
    squatter.close()
  })

  it('leaves no orphan when the npx that started it is killed', async () => {
    const { child } = launch('npx', '-y', 'pnpm', 'dev')
    await bothServers()
    child.kill('SIGKILL')
    await nobodyLeft()
  })

  it('stops the rest when one server dies, and says which', async () => {
    const { exitCode, said } = dev()
    await bothServers()
    const api = findProcesses(dataDir).find(({ command }) => /tsx.*watch/.test(command))
    process.kill(api?.pid ?? 0, 'SIGKILL')
    expect(await exitCode).toBe(1)
    expect(said()).toContain('The API stopped (SIGKILL)')
    await nobodyLeft()
  })
})

describe('pnpm start', () => {
  it('says how to make a build when there is none', async () => {
    const { exitCode, said } = launch(process.execPath, 'scripts/start.mjs')
    expect(await exitCode).toBe(1)
    expect(said()).toContain('npx -y pnpm build')
  })
})
