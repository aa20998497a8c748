import { refuseBusyPorts } from './ports.mjs'
import { keepRunning, startServer, untilAnswering } from './servers.mjs'
import { readSettings, resolveFrom, StartError } from './settings.mjs'
import { welcome } from './welcome.mjs'

const hintAfterMs = 30_000

/**
 * Runs the API and the web app until somebody ends them, and sets this process's exit code.
 * @param {object} plan
 * @param {'dev' | 'start'} plan.command the name people start it by, which is also the subcommand of Next
 * @param {(settings: ReturnType<typeof readSettings>) => { script: string, args?: string[], output?: string }} plan.api
 *   how to run the API from `apps/api`; may throw StartError
 * @param {() => Record<string, string>} plan.env what both servers get beside our own environment
 * @param {number} plan.stopTimeoutMs how long a server may take to finish what it does
 */
export async function launch(plan) {
  process.exitCode = await run(plan).catch((error) => {
    if (!(error instanceof StartError)) throw error
    console.error(error.message)
    return 1
  })
}

async function run({ command, api, env: readEnv, stopTimeoutMs }) {
  const startedAt = Date.now()
  const settings = readSettings()
  await refuseBusyPorts(settings, command)
  const { webPort, apiPort, host, nearHost } = settings
  const env = readEnv()
  const apiUrl = `http://${nearHost}:${apiPort}`
  const apiServer = startServer({ name: 'The API', folder: 'apps/api', env, ...api(settings) })
  const webServer = startServer({
    name: 'The web app',
    folder: 'apps/web',
    script: resolveFrom('apps/web', 'next/dist/bin/next'),
    args: [command, '--port', String(webPort), '--hostname', host],
    env: { INTERNAL_API_URL: process.env.INTERNAL_API_URL || apiUrl, ...env },
    output: 'held',
  })
  const hint = setTimeout(() => {
    console.error('Still waiting for both servers to answer. What they said so far is above.')
  }, hintAfterMs).unref()
  const greet = async (signal) => {
    await Promise.all([
      untilAnswering(`${apiUrl}/api/ready`, signal),
      untilAnswering(`http://${nearHost}:${webPort}/`, signal),
    ])
    clearTimeout(hint)
    if (signal.aborted) return
    webServer.release(false)
    await welcome(settings, startedAt)
  }
  return keepRunning([apiServer, webServer], { greet, stopTimeoutMs })
}
