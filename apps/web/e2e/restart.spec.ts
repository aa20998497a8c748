import type { Agent } from './agent.ts'
import { killApi, startApi, stopApi } from './api-control.ts'
import { expect, test } from './fixtures.ts'
import { expectSame, saidIn } from './said-in.ts'
import { type Shopper, unheard } from './shopper.ts'

/** Whatever a test did to it, the next finds the API running. */
test.afterEach(startApi)

/** Both write this many messages, by turns, and see their own at once. */
async function bothWrite(shopper: Shopper, anna: Agent, words: string): Promise<string[]> {
  const said: string[] = []
  for (const speaker of [shopper, anna, shopper, anna]) {
    const text = unheard(words)
    said.push(text)
    await speaker.say(text)
    await speaker.sees(text)
  }
  return said
}

const ownOf = (said: readonly string[], first: number) =>
  said.filter((_, index) => index % 2 === first)

test('the API crashes and comes back while both write: every message once, in one order', async ({
  newShopper,
  newAgent,
}) => {
  const anna = await newAgent('anna')
  const shopper = await newShopper()
  const hello = unheard('Hello')
  await shopper.openChat()
  await shopper.say(hello)
  await anna.take(hello)

  const before = await bothWrite(shopper, anna, 'before')
  await killApi()
  const during = await bothWrite(shopper, anna, 'during')
  for (const { page } of [shopper, anna])
    await expect(page.getByText('Waiting to be sent', { exact: true })).toBeVisible()
  await expect(shopper.chat.getByText('Reconnecting…')).toBeVisible()
  await expect(anna.inbox.getByText('Reconnecting…')).toBeVisible()
  await startApi()
  const after = await bothWrite(shopper, anna, 'after')

  const said = [hello, ...before, ...during, ...after]
  await expectSame([shopper.log, anna.log], said)
  await expect(shopper.chat.getByText('Connected')).toBeVisible()
  for (const first of [0, 1]) {
    const own = ownOf([...before, ...during, ...after], first)
    expect(await saidIn(anna.log, own)).toEqual(own)
  }
  await anna.close()
})

test('the API is deployed anew under an open room: nothing is lost, doubled or out of order', async ({
  newShopper,
  newAgent,
}) => {
  const anna = await newAgent('anna')
  const shopper = await newShopper()
  const hello = unheard('Hello')
  await shopper.openChat()
  await shopper.say(hello)
  await anna.take(hello)

  const stopped = stopApi()
  const during = await bothWrite(shopper, anna, 'during')
  await stopped
  const gone = await bothWrite(shopper, anna, 'gone')
  await startApi()
  const after = await bothWrite(shopper, anna, 'after')
  await expectSame([shopper.log, anna.log], [hello, ...during, ...gone, ...after])
  await anna.close()
})

test('a long loss says since when, keeps what is written, and is tried again when asked', async ({
  newShopper,
  newAgent,
}) => {
  const anna = await newAgent('anna')
  const shopper = await newShopper()
  const hello = unheard('Hello')
  await shopper.openChat()
  await shopper.say(hello)
  await anna.take(hello)

  await killApi()
  const patient = { timeout: 20_000 }
  await expect(shopper.chat.getByText(/^No connection since/)).toBeVisible(patient)
  await expect(anna.inbox.getByText(/^No connection since/)).toBeVisible(patient)
  const kept = unheard('kept')
  await shopper.say(kept)
  await startApi()
  await shopper.chat.getByRole('button', { name: 'Try now' }).click()
  await expect(shopper.chat.getByText(/^No connection since/)).toBeHidden()
  await anna.inbox.getByRole('button', { name: 'Try now' }).click()
  await anna.sees(kept)
  await expect(anna.inbox.getByText(/^No connection since/)).toBeHidden()
  await anna.close()
})
