import { spawn } from 'node:child_process'
import { createServer } from 'node:net'

const SIGNAL_EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }

/** A port of this machine's loopback that nobody listens on. */
export function findFreePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

/**
 * Runs the command of this process's arguments while a throw-away server runs, and ends with its exit code.
 * @param {object} service
 * @param {string} service.name of the script, for its messages
 * @param {string} service.variable tells the command the server's address
 * @param {() => Promise<{ url: string, stop: () => void }>} service.start rejects when nothing was left running
 */
export async function withService({ name, variable, start }) {
  const fail = (reason) => {
    console.error(`${name}: ${reason}`)
    process.exit(1)
  }
  const [command, ...args] = process.argv.slice(2)
  if (!command) fail(`usage: node scripts/${name}.mjs <command> [arguments]`)

  // Listening before there is anything to stop: a signal during the start must not leave a server behind.
  let child = null
  let early = null
  for (const signal of Object.keys(SIGNAL_EXIT_CODES))
    process.on(signal, () => {
      early = signal
      child?.kill(signal)
    })

  const server = await start().catch((error) => fail(error.message))
  if (early) {
    server.stop()
    process.exit(SIGNAL_EXIT_CODES[early])
  }
  child = spawn(command, args, {
    stdio: 'inherit',
    env: { ...process.env, [variable]: server.url },
  })
  child.once('error', (error) => {
    server.stop()
    fail(error.message)
  })
  child.once('exit', (code, signal) => {
    server.stop()
    process.exit(code ?? SIGNAL_EXIT_CODES[signal] ?? 1)
  })
}
