/**
 * `npx -y pnpm start`: the API and the web app as `npx -y pnpm build` left them.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { launch } from './launch.mjs'
import { root, StartError } from './settings.mjs'

await launch({
  command: 'start',
  api: ({ distDir }) => {
    const script = join(root, 'apps/api/dist/main.js')
    const built = [script, join(root, 'apps/web', distDir, 'BUILD_ID')]
    if (!built.every(existsSync)) {
      throw new StartError('There is no build to start yet. Make one: npx -y pnpm build')
    }
    return { script }
  },
  // Nothing stands in front of these that would have to notice that they end.
  env: () => ({ NODE_ENV: 'production', DRAIN_WAIT_MS: process.env.DRAIN_WAIT_MS || '0' }),
  stopTimeoutMs: 40_000,
})
