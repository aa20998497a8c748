import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { apiOrigin, webOrigin } from './addresses.ts'
import { Agent, type AgentName } from './agent.ts'
import { Shopper } from './shopper.ts'

const demoPassword = 'lamps-that-last'

interface People {
  /** Somebody in a browser of their own who has never been here. */
  newShopper: () => Promise<Shopper>
  /** Another tab of the same browser. */
  newTab: (shopper: Shopper) => Promise<Shopper>
  /** A member of staff, signed in, in a browser of their own, at the dashboard. */
  newAgent: (name: AgentName) => Promise<Agent>
}

const alarming = /Content Security Policy|Hydration|hydrat|Minified React error/

/** Two sides of a conversation, each in its own browser. A page that throws or breaks its own policy fails the test. */
export const test = base.extend<People & { alarms: string[] }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
  alarms: async ({}, use) => {
    const alarms: string[] = []
    await use(alarms)
    expect(alarms).toEqual([])
  },
  newShopper: async ({ browser, alarms }, use) => {
    const contexts: BrowserContext[] = []
    await use(async () => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
      contexts.push(context)
      return new Shopper(await openPage(context, alarms))
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
  newTab: async ({ alarms }, use) => {
    await use(async ({ page }) => new Shopper(await openPage(page.context(), alarms)))
  },
  newAgent: async ({ browser, alarms }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (name) => {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
      contexts.push(context)
      await signIn(context, `${name}@lamps.example`)
      const agent = new Agent(await openPage(context, alarms))
      await agent.goToInbox()
      return agent
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
})

async function openPage(context: BrowserContext, alarms: string[]): Promise<Page> {
  const page = await context.newPage()
  page.on('pageerror', (error) => alarms.push(`${error.name}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && alarming.test(message.text())) alarms.push(message.text())
  })
  return page
}

/** Signs a browser in without its screen. */
export async function signIn(context: BrowserContext, email: string): Promise<void> {
  const response = await context.request.post(`${apiOrigin}/api/auth/sign-in/email`, {
    headers: { origin: webOrigin },
    data: { email, password: demoPassword },
  })
  expect(response.status()).toBe(200)
}

export { expect } from '@playwright/test'
