import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { apiPort, controlPort, webOrigin, webPort } from './e2e/addresses.ts'

const ci = Boolean(process.env['CI'])
/** Set it, and E2E_WEB_PORT, E2E_API_PORT and E2E_CONTROL_PORT, to test a copy that runs already. */
const isRunning = Boolean(process.env['E2E_RUNNING'])

/** Everything runs against a production build with demo data of its own, thrown away afterwards. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 1,
  forbidOnly: ci,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['./e2e/count-reporter.ts']],
  use: {
    baseURL: webOrigin,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    reducedMotion: 'reduce',
    launchOptions: {
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-background-networking'],
    },
  },
  ...(!isRunning && {
    webServer: {
      command:
        '(cd ../api && node build.mjs) && next build && exec node ../../scripts/serve-e2e.mjs',
      wait: { stdout: /Shopbell is running/ },
      timeout: 240_000,
      stdout: ci ? 'pipe' : 'ignore',
      gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
      env: {
        WEB_PORT: String(webPort),
        API_PORT: String(apiPort),
        NEXT_DIST_DIR: '.next-e2e',
        E2E_CONTROL_PORT: String(controlPort),
        AUTH_SECRET: 'e2e-only-Zk3vQ9pXw7Lr2Tn8Bf5Hs1Jd6',
        RATE_LIMITS: 'off',
        DRAIN_WAIT_MS: '0',
        LOG_LEVEL: 'warn',
        PATH: `${join(import.meta.dirname, 'node_modules/.bin')}:${process.env['PATH']}`,
      },
    },
  }),
})
