/**
 * `npx -y pnpm dev`: the API and the web app from their sources, restarted when these change.
 */
import { launch } from './launch.mjs'
import { resolveFrom } from './settings.mjs'

await launch({
  command: 'dev',
  api: () => ({
    script: resolveFrom('apps/api', 'tsx/cli'),
    args: ['watch', '--clear-screen=false', 'src/main.ts'],
    output: 'readable',
  }),
  env: () => ({ LOG_LEVEL: process.env.LOG_LEVEL || 'warn' }),
  stopTimeoutMs: 5_000,
})
