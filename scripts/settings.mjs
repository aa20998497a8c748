import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

const everywhere = new Set(['0.0.0.0', '::'])

/** A reason not to start that the person at the terminal can act on. */
export class StartError extends Error {}

/**
 * What the launchers need to know, from `.env` and the environment, which wins.
 * @returns {{ webPort: number, apiPort: number, host: string, nearHost: string, distDir: string }} `host` is where
 *   to listen, `nearHost` where this machine then finds it
 * @throws StartError when this Node is too old or a port is no port
 */
export function readSettings() {
  refuseOldNode()
  const envFile = join(root, '.env')
  if (existsSync(envFile)) process.loadEnvFile(envFile)
  // The servers run in folders of their own; what is relative here is meant from the root.
  if (process.env.DATA_DIR) process.env.DATA_DIR = resolve(root, process.env.DATA_DIR)
  const host = process.env.HOST || '127.0.0.1'
  return {
    webPort: readPort('WEB_PORT', 3000),
    apiPort: readPort('API_PORT', 3001),
    host,
    nearHost: everywhere.has(host) ? '127.0.0.1' : host,
    distDir: process.env.NEXT_DIST_DIR || '.next',
  }
}

/** The file behind an import such as `next/dist/bin/next`, as the given workspace folder sees it. */
export const resolveFrom = (folder, specifier) =>
  createRequire(join(root, folder, 'package.json')).resolve(specifier)

function readPort(name, fallback) {
  const port = Number(process.env[name] || fallback)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new StartError(`${name} must be a port number, not "${process.env[name]}".`)
}

function refuseOldNode() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const [major, minor] = engines.node.match(/\d+/g).map(Number)
  const [thisMajor, thisMinor] = process.versions.node.split('.').map(Number)
  if (thisMajor > major || (thisMajor === major && thisMinor >= minor)) return
  throw new StartError(
    `Shopbell needs Node ${major}.${minor} or newer; this is ${process.version}.`,
  )
}
