import type { Page } from '@playwright/test'
import { arrivalOf, median, nextEnter } from './arrival.ts'
import { expect, test } from './fixtures.ts'
import { unheard } from './shopper.ts'

test('a shopper and an agent talk, and both see every message', async ({
  newShopper,
  newAgent,
}) => {
  const anna = await newAgent('anna')
  const shopper = await newShopper()
  const question = unheard('Does the oil lamp come with oil?')
  await shopper.openChat()
  await shopper.say(question)
  await expect(shopper.chat.getByText(/You are number \d+ in line/)).toBeVisible()

  await anna.take(question)
  await anna.sees(question)
  await expect(shopper.chat.getByRole('heading', { name: /^Anna/ })).toBeVisible()

  const answer = unheard('It does, enough for a week.')
  await anna.reply.pressSequentially('It')
  await expect(shopper.chat.getByText(/is typing/)).toBeVisible()
  await anna.say(answer)
  await shopper.sees(answer)
  await expect(shopper.chat.getByText(/is typing/)).toBeHidden()

  await shopper.composer.pressSequentially('Th')
  await expect(anna.room.getByText(/is typing/)).toBeVisible()
  await expect(anna.room.getByText('Read', { exact: true })).toBeVisible()
  await anna.close()
})

test('a message and its answer take a moment, not a wait', async ({ newShopper, newAgent }) => {
  const shopper = await newShopper()
  const first = unheard('Hello')
  await shopper.openChat()
  await shopper.say(first)
  const anna = await newAgent('anna')
  await anna.take(first)

  const there: number[] = []
  const back: number[] = []
  for (let round = 0; round < 20; round += 1) {
    there.push(await travel(shopper, anna.page, unheard('there')))
    back.push(await travel(anna, shopper.page, unheard('back')))
  }
  const roundTrips = there.map((ms, round) => ms + (back[round] ?? 0))
  console.log(
    `round trip, median of ${roundTrips.length}: ${median(roundTrips)} ms ` +
      `(to the agent ${median(there)} ms, back ${median(back)} ms)`,
  )
  await anna.close()
})

/** Milliseconds from Enter on one screen to the words on the other. */
async function travel(
  from: { page: Page; say: (text: string) => Promise<void> },
  to: Page,
  text: string,
): Promise<number> {
  const seen = arrivalOf(to, text)
  const sent = nextEnter(from.page)
  await from.say(text)
  return (await seen) - (await sent)
}

test('history is there after a reload, on both sides', async ({ newShopper, newAgent }) => {
  const shopper = await newShopper()
  const anna = await newAgent('anna')
  const words = [unheard('One'), unheard('Two'), unheard('Three')] as const
  await shopper.openChat()
  await shopper.say(words[0])
  await anna.take(words[0])
  await anna.say(words[1])
  await shopper.sees(words[1])
  await shopper.say(words[2])
  await anna.sees(words[2])

  await shopper.page.reload()
  await anna.page.reload()
  for (const text of words) {
    await shopper.sees(text)
    await anna.sees(text)
  }
  await anna.close()
})

test('the chat stays open from page to page, and counts what was not read', async ({
  newShopper,
  newAgent,
}) => {
  const shopper = await newShopper()
  const question = unheard('Do you ship to Porto?')
  await shopper.openChat()
  await shopper.say(question)
  await shopper.page.getByRole('link', { name: /Cedar candle/ }).click()
  await expect(shopper.page).toHaveURL(/cedar-candle/)
  await shopper.sees(question)

  await shopper.chat.getByRole('button', { name: 'Close chat' }).click()
  const anna = await newAgent('anna')
  await anna.take(question)
  await anna.say(unheard('We do.'))
  const last = unheard('In two days.')
  await anna.say(last)
  await expect(shopper.page.getByRole('button', { name: 'Open chat, 2 unread' })).toBeVisible()
  await shopper.launcher.click()
  await shopper.sees(last)
  await expect(anna.room.getByText('Read', { exact: true })).toBeVisible()
  await shopper.chat.getByRole('button', { name: 'Close chat' }).click()
  await expect(shopper.page.getByRole('button', { name: 'Open chat', exact: true })).toBeVisible()
  await anna.close()
})

test('what is written before the chat has quite loaded is sent once it has, and the answer is read', async ({
  newShopper,
  newAgent,
}) => {
  const anna = await newAgent('anna')
  const shopper = await newShopper()
  let open = () => {}
  const gate = new Promise<void>((resolve) => {
    open = resolve
  })
  await shopper.goTo('/')
  await shopper.page.route(/\/_next\/static\//, async (route) => {
    const response = await route.fetch()
    const body = await response.text()
    if (body.includes('shopbell.outbox')) await gate
    await route.fulfill({ response, body })
  })
  await shopper.openChat()
  const hasty = unheard('Quick question')
  await shopper.say(hasty)
  await shopper.composer.press('Enter')
  await expect(shopper.composer).toHaveValue(hasty)
  open()
  await shopper.sees(hasty)
  await expect(shopper.message(hasty)).toHaveCount(1)
  await expect(shopper.composer).toHaveValue('')
  await anna.take(hasty)
  await anna.say(unheard('Quick answer'))
  await expect(anna.room.getByText('Read', { exact: true })).toBeVisible()
  await anna.close()
})
