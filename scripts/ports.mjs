import { connect } from 'node:net'
import { StartError } from './settings.mjs'

/**
 * Refuses to start on a port that somebody listens on, and says so when that somebody is this product.
 * @param {ReturnType<typeof import('./settings.mjs').readSettings>} settings
 * @param {'dev' | 'start'} command what to name in the advice
 * @throws StartError with one line
 */
export async function refuseBusyPorts(settings, command) {
  const { webPort, apiPort } = settings
  const [webBusy, apiBusy] = await Promise.all([isListening(webPort), isListening(apiPort)])
  if (!webBusy && !apiBusy) return
  if (webBusy && apiBusy && (await isShopbell(settings))) {
    throw new StartError(`Shopbell is already running at http://localhost:${webPort}`)
  }
  const busy = [webBusy && webPort, apiBusy && apiPort].filter(Boolean)
  throw new StartError(
    `Port ${busy.join(' and port ')} ${busy.length > 1 ? 'are' : 'is'} taken by another program. ` +
      `Choose others: WEB_PORT=${webPort + 100} API_PORT=${apiPort + 100} npx -y pnpm ${command}`,
  )
}

/** Whether anybody accepts connections on this port of this machine, over IPv4 or IPv6. */
async function isListening(port) {
  const answers = await Promise.all(['127.0.0.1', '::1'].map((host) => canConnect(host, port)))
  return answers.includes(true)
}

function canConnect(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host, port })
    const settle = (answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => settle(true))
    socket.once('error', () => settle(false))
    socket.setTimeout(1_000, () => settle(false))
  })
}

/** Whether the program on this port answers a question that only our API knows. */
async function isShopbell({ nearHost, apiPort }) {
  const url = `http://${nearHost}:${apiPort}/api/trpc/demo.info`
  const answer = await fetch(url, { signal: AbortSignal.timeout(3_000) })
    .then((response) => response.json())
    .catch(() => null)
  return answer?.result?.data !== undefined
}
