import { expect, test } from './fixtures.ts'
import { collectNotifications } from './quiet-notifications.ts'
import { expectSame, saidIn } from './said-in.ts'
import { shiftClock } from './shifted-clock.ts'
import { type Shopper, unheard } from './shopper.ts'
import { slowDown } from './slow-wire.ts'
import { holdSockets, tapSockets } from './socket-tap.ts'

test('five tabs of one browser are one shopper: same messages, same unread, each message once', async ({
  newShopper,
  newAgent,
  newTab,
}) => {
  const anna = await newAgent('anna')
  const first = await newShopper()
  const hello = unheard('Hello')
  await first.openChat()
  await first.say(hello)
  await anna.take(hello)
  const tabs: Shopper[] = [first]
  for (let index = 1; index < 5; index += 1) {
    const tab = await newTab(first)
    await tab.openChat()
    await tab.sees(hello)
    tabs.push(tab)
  }

  const said = [hello]
  for (const tab of tabs) {
    const text = unheard('from-a-tab')
    said.push(text)
    await tab.say(text)
  }
  await anna.sees(said.at(-1) ?? '')
  await expectSame([anna.log, ...tabs.map(({ log }) => log)], said)

  for (const { chat } of tabs) await chat.getByRole('button', { name: 'Close chat' }).click()
  const answer = unheard('Hello to all five')
  await anna.say(answer)
  for (const { page } of tabs)
    await expect(page.getByRole('button', { name: 'Open chat, 1 unread' })).toBeVisible()
  await first.page.bringToFront()
  await first.openChat()
  await first.sees(answer)
  for (const { page } of tabs.slice(1))
    await expect(page.getByRole('button', { name: 'Open chat', exact: true })).toBeVisible()
  await anna.close()
})

test('a tab closed in the middle of sending hands over to the next one at once', async ({
  newShopper,
  newAgent,
  newTab,
}) => {
  const anna = await newAgent('anna')
  const first = await newShopper()
  const hello = unheard('Hello')
  await tapSockets(first.page)
  await first.openChat()
  await first.say(hello)
  await anna.take(hello)
  const second = await newTab(first)
  await second.openChat()
  await second.sees(hello)

  // The first never hears that its message was taken, so it is in the middle of sending, and the next waits behind it.
  await holdSockets(first.page)
  const said = [unheard('in-the-middle'), unheard('behind-it')]
  for (const text of said) await first.say(text)
  await anna.sees(said[0] ?? '')
  await first.page.close()
  for (const text of said) await anna.sees(text)
  await expectSame([anna.log, second.log], [hello, ...said])
  await anna.close()
})

test('a reload in the middle of sending, and a tab opened after all were closed, send the rest once', async ({
  newShopper,
  newAgent,
  newTab,
}) => {
  const anna = await newAgent('anna')
  const shopper = await newShopper()
  const hello = unheard('Hello')
  await tapSockets(shopper.page)
  await shopper.openChat()
  await shopper.say(hello)
  await anna.take(hello)

  await holdSockets(shopper.page)
  const reloaded = [unheard('before-the-reload'), unheard('and-behind')]
  for (const text of reloaded) await shopper.say(text)
  await shopper.page.reload()
  for (const text of reloaded) await anna.sees(text)

  await holdSockets(shopper.page)
  const closed = [unheard('before-the-end'), unheard('and-behind')]
  for (const text of closed) await shopper.say(text)
  const keeper = await newTab(shopper)
  await shopper.page.close()
  await keeper.openChat()
  await expectSame([anna.log, keeper.log], [hello, ...reloaded, ...closed])
  const said = [hello, ...reloaded, ...closed]
  expect(await saidIn(anna.log, said)).toEqual(said)
  await anna.close()
})

test('a slow network delays, and changes nothing else', async ({ newShopper, newAgent }) => {
  const anna = await newAgent('anna')
  const shopper = await newShopper()
  await slowDown(shopper.page, 700)
  const said = ['one', 'two', 'three', 'four'].map(unheard)
  await shopper.openChat()
  for (const text of said) {
    await shopper.say(text)
    await shopper.sees(text)
  }
  await anna.take(said[3] ?? '')
  const answer = unheard('No hurry')
  await anna.say(answer)
  await shopper.sees(answer)
  await expectSame([anna.log, shopper.log], [...said, answer])
  expect(await saidIn(anna.log, said)).toEqual(said)
  await anna.close()
})

test('R-44: who signs out in one tab has left them all', async ({
  newShopper,
  newAgent,
  newTab,
}) => {
  const shopper = await newShopper()
  await shopper.signUp('Vera Lund')
  const secret = unheard('My address is Storgatan 1')
  await shopper.openChat()
  await shopper.say(secret)
  const other = await newTab(shopper)
  await other.openChat()
  await other.sees(secret)
  await other.composer.fill('Half a sentence')
  await shopper.chat.getByRole('button', { name: 'Close chat' }).click()
  await shopper.page.getByRole('button', { name: 'Sign out' }).click()
  await expect(other.message(secret)).toBeHidden()
  await expect(other.composer).toHaveValue('')
  const kept = await other.page.evaluate(() =>
    JSON.stringify({ ...localStorage, ...sessionStorage }),
  )
  expect(kept).not.toContain('Storgatan')

  const bo = await newAgent('bo')
  const boToo = await bo.page.context().newPage()
  await boToo.goto('/admin/support')
  await expect(boToo.getByRole('heading', { name: 'Inbox' })).toBeVisible()
  await bo.page.getByRole('button', { name: /^Bo/ }).click()
  await bo.page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(boToo).toHaveURL(/\/sign-in/)
})

test('a message is told of once, however many tabs of the inbox are out of sight', async ({
  newShopper,
  newAgent,
}) => {
  const anna = await newAgent('anna')
  const context = anna.page.context()
  await collectNotifications(context)
  const tabs = [anna.page, await context.newPage(), await context.newPage()]
  for (const tab of tabs) {
    await tab.goto('/admin/support')
    await expect(tab.getByRole('heading', { name: 'Inbox' })).toBeVisible()
  }
  const told = async () => {
    const titles = await Promise.all(tabs.map((tab) => tab.evaluate(() => window.toldOf)))
    return titles.flat()
  }
  const shopper = await newShopper()
  await shopper.openChat()
  await shopper.say(unheard('Is anybody there?'))
  for (const tab of tabs) await expect(tab.getByText(/is waiting/).first()).toBeVisible()
  await expect.poll(told).toHaveLength(1)
  await shopper.chat.getByRole('button', { name: 'More' }).click()
  await shopper.chat.getByRole('button', { name: 'End chat' }).click()
  await expect(shopper.chat.getByText('This chat has ended')).toBeVisible()
  expect(await told()).toHaveLength(1)
})

const DAY_MS = 24 * 60 * 60 * 1_000

test('C12: clocks that are a day ahead here and a day behind there change neither order nor how long anything lasts', async ({
  newShopper,
  newAgent,
}) => {
  const anna = await newAgent('anna')
  const shopper = await newShopper()
  await shiftClock(anna.page, -DAY_MS)
  await anna.goToInbox()
  await shiftClock(shopper.page, DAY_MS)
  const said = ['hello', 'question', 'answer', 'thanks'].map(unheard)
  const [hello = '', question = '', answer = '', thanks = ''] = said
  await shopper.openChat()
  await shopper.say(hello)
  await anna.take(hello)
  await shopper.page.context().setOffline(true)
  await shopper.say(question)
  await shopper.sees(question)
  await shopper.page.context().setOffline(false)
  await anna.sees(question)
  await anna.reply.pressSequentially('So')
  await expect(shopper.chat.getByText(/is typing/)).toBeVisible()
  await expect(shopper.chat.getByText(/is typing/)).toBeHidden()
  await anna.say(answer)
  await shopper.sees(answer)
  await shopper.say(thanks)
  await expectSame([shopper.log, anna.log], said)
  expect(await saidIn(shopper.log, said)).toEqual(said)
  await anna.close()
})
