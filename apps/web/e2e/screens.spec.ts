import type { Browser, Page } from '@playwright/test'
import { Agent } from './agent.ts'
import { expect, signIn, test } from './fixtures.ts'
import { judge, type Look, looks } from './looks.ts'
import { Shopper, unheard } from './shopper.ts'

const openPage = async (browser: Browser, look: Look): Promise<Page> => {
  const { colorScheme, viewport, hasTouch } = look
  const context = await browser.newContext({ colorScheme, viewport, hasTouch })
  return context.newPage()
}

for (const look of looks) {
  test(`the shop looks right and has no barriers: ${look.name}`, async ({ browser }) => {
    const page = await openPage(browser, look)
    for (const path of [
      '/',
      '/products/walnut-desk-lamp',
      '/cart',
      '/sign-in',
      '/sign-up',
      '/nowhere',
    ]) {
      await page.goto(path)
      await judge(page, `shop ${path}`, look)
    }
    await page.goto('/products/paper-lantern')
    await page.getByRole('button', { name: 'Add to cart' }).click()
    await page.getByRole('link', { name: 'cart', exact: true }).click()
    await expect(page.getByText('Total')).toBeVisible()
    await judge(page, 'shop cart with a lantern', look)
    await signIn(page.context(), 'mara@lamps.example')
    await page.goto('/account')
    await judge(page, 'shop account', look)
    await page.goto('/admin/support')
    await judge(page, 'dashboard refused', look)
    await page.context().close()
  })

  test(`the chat looks right and has no barriers: ${look.name}`, async ({ browser }) => {
    const page = await openPage(browser, look)
    const shopper = new Shopper(page)
    await shopper.openChat()
    await expect(shopper.chat.getByText(/Hello! How can we help/)).toBeVisible()
    await judge(page, 'chat opened', look)
    await shopper.say(
      unheard('A-word-that-is-longer-than-any-bubble-and-must-break-somewhere-in-it'),
    )
    await shopper.say('Visit https://lamps.example/a/rather/long/path?with=a&query=too')
    await expect(shopper.chat.getByText('Sent', { exact: true })).toBeVisible()
    await judge(page, 'chat in line', look)
    await page.context().setOffline(true)
    await shopper.say('Into the dark')
    await expect(shopper.chat.getByText('You are offline')).toBeVisible()
    await judge(page, 'chat offline', look)
    await page.context().setOffline(false)
    await shopper.chat.getByRole('button', { name: 'More' }).click()
    await judge(page, 'chat menu', look)
    await shopper.chat.getByRole('button', { name: 'End chat' }).click()
    await expect(shopper.chat.getByText('How was this chat?')).toBeVisible()
    await judge(page, 'chat ended', look)
    await page.context().close()

    const known = new Shopper(await openPage(browser, look))
    await signIn(known.page.context(), 'mara@lamps.example')
    await known.openChat()
    await expect(known.log.getByText(/You/).first()).toBeVisible()
    await judge(known.page, 'chat with history', look)
    await known.page.context().close()
  })

  test(`the dashboard looks right and has no barriers: ${look.name}`, async ({ browser }) => {
    const page = await openPage(browser, look)
    await page.goto('/admin/support')
    await judge(page, 'dashboard signed out', look)
    await signIn(page.context(), 'manager@lamps.example')
    const manager = new Agent(page)
    await manager.goToInbox()
    for (const filter of ['Waiting', 'Closed', 'All open'] as const) {
      await manager.show(filter)
      await expect(manager.inbox.getByRole('listitem').first()).toBeVisible()
      await judge(page, `dashboard ${filter}`, look)
    }
    await manager.inbox.getByRole('listitem').first().getByRole('link').click()
    await expect(manager.log.filter({ visible: true })).toBeVisible()
    await judge(page, 'dashboard room', look)
    await manager.room.getByRole('button', { name: 'Transfer' }).click()
    await expect(page.getByRole('radio', { name: /Bo/ })).toBeAttached()
    await judge(page, 'dashboard transfer', look)
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await page.context().close()
  })
}
