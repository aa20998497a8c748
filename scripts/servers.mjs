import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { watchLineage } from './lineage.mjs'
import { readableLine } from './readable-log.mjs'
import { root } from './settings.mjs'

const pollMs = 100

/**
 * Starts one server in a process group of its own, so that nothing it starts can outlive it unnoticed.
 * @param {object} options
 * @param {string} options.name what to call it when it dies
 * @param {string} options.folder where it runs, from the root
 * @param {string} options.script
 * @param {string[]} [options.args]
 * @param {Record<string, string>} options.env beside our own environment
 * @param {'as-is' | 'readable' | 'held'} [options.output] `readable`: log lines become words; `held`: kept back until
 *   `release`, which shows it only if asked to
 */
export function startServer({ name, folder, script, args = [], env, output = 'as-is' }) {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: join(root, folder),
    detached: true,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', output === 'as-is' ? 'inherit' : 'pipe', 'inherit'],
  })
  let held = output === 'held' ? [] : null
  const say = (line) => console.log(output === 'readable' ? readableLine(line) : line)
  if (child.stdout) {
    createInterface({ input: child.stdout }).on('line', (line) =>
      held ? held.push(line) : say(line),
    )
  }
  const release = (isShown) => {
    if (isShown) held?.forEach(say)
    held = null
  }
  const died = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
  })
  return { name, pid: child.pid, died, release }
}

/** Waits until `url` answers with success; gives up never, so race it against the server's death. */
export async function untilAnswering(url, signal) {
  while (!signal.aborted) {
    const response = await fetch(url, { signal }).catch(() => null)
    await response?.body?.cancel()
    if (response?.ok) return
    await wait(pollMs, undefined, { signal }).catch(() => {})
  }
}

/**
 * Keeps servers running until something ends it: Ctrl-C, a signal, the death of who started us, or of one server.
 * Then stops all of them.
 * @param {Array<ReturnType<typeof startServer>>} servers
 * @param {object} options
 * @param {(signal: AbortSignal) => Promise<void>} options.greet what to do meanwhile
 * @param {number} options.stopTimeoutMs how long a server may take to finish what it does
 * @returns {Promise<number>} the exit code: 0 when somebody asked for the end, 1 when a server died
 */
export async function keepRunning(servers, { greet, stopTimeoutMs }) {
  const ending = new AbortController()
  const asked = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => (ending.signal.aborted ? killAll(servers) : resolve(null)))
    }
    watchLineage(() => resolve(null))
  })
  const death = Promise.race(servers.map(async (server) => ({ server, cause: await server.died })))
  const greeting = greet(ending.signal)
  const dead = await Promise.race([asked, death, greeting.then(() => Promise.race([asked, death]))])
  ending.abort()
  dead?.server.release(true)
  if (dead) console.error(`\n${dead.server.name} stopped (${dead.cause}); stopping the rest.`)
  await Promise.all(servers.map((server) => stop(server, stopTimeoutMs)))
  return dead ? 1 : 0
}

/** Asks the server to stop, and its whole group to after a while. */
async function stop({ pid }, stopTimeoutMs) {
  signalProcess(pid, 'SIGTERM')
  const deadline = Date.now() + stopTimeoutMs
  while (signalProcess(-pid, 0)) {
    if (Date.now() > deadline) signalProcess(-pid, 'SIGKILL')
    await wait(pollMs)
  }
}

function killAll(servers) {
  for (const { pid } of servers) signalProcess(-pid, 'SIGKILL')
}

/** Whether there was anybody to get the signal; a negative pid means a process group. */
function signalProcess(pid, signal) {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}
