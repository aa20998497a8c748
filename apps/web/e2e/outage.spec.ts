import { expect, test } from './fixtures.ts'
import { expectSame, saidIn } from './said-in.ts'
import { unheard } from './shopper.ts'
import { dropSockets, tapSockets } from './socket-tap.ts'

test('what is written offline arrives once, in order, when the network is back', async ({
  newShopper,
  newAgent,
}) => {
  const anna = await newAgent('anna')
  const shopper = await newShopper()
  const context = shopper.page.context()
  const hello = unheard('Hello')
  await shopper.openChat()
  await shopper.say(hello)
  await anna.take(hello)

  await context.setOffline(true)
  await expect(shopper.chat.getByText('You are offline')).toBeVisible()
  const offline = [unheard('first-in-the-dark'), unheard('second-in-the-dark')]
  for (const text of offline) await shopper.say(text)
  for (const text of offline) await shopper.sees(text)
  const meanwhile = unheard('Are you still there?')
  await anna.say(meanwhile)
  await anna.sees(meanwhile)
  expect(await saidIn(anna.log, offline)).toEqual([])

  await context.setOffline(false)
  await shopper.sees(meanwhile)
  for (const text of offline) await anna.sees(text)
  await expect(shopper.chat.getByText('Connected')).toBeVisible()

  const all = [hello, meanwhile, ...offline]
  expect(await saidIn(shopper.log, all)).toEqual(all)
  expect(await saidIn(anna.log, all)).toEqual(all)
  await anna.close()
})

test('what is written offline survives a reload before the network is back', async ({
  newShopper,
  newAgent,
}) => {
  const anna = await newAgent('anna')
  const shopper = await newShopper()
  const hello = unheard('Hello')
  await shopper.openChat()
  await shopper.say(hello)
  await anna.take(hello)

  // Only the way to the API is cut, so that the page itself can be loaded again.
  let isCut = true
  const { page } = shopper
  await page.route(/\/api\//, (route) => (isCut ? route.abort() : route.continue()))
  await page.routeWebSocket(/\/api\/ws/, (socket) => {
    if (isCut) socket.close()
    else socket.connectToServer()
  })
  await page.reload()
  const kept = unheard('kept-through-the-reload')
  await shopper.say(kept)
  await shopper.sees(kept)
  await page.reload()
  await shopper.sees(kept)
  isCut = false
  await page.reload()
  await anna.sees(kept)
  expect(await saidIn(anna.log, [hello, kept])).toEqual([hello, kept])
  await anna.close()
})

test('dropped sockets lose and double nothing, whoever writes', async ({
  newShopper,
  newAgent,
}) => {
  const anna = await newAgent('anna')
  const shopper = await newShopper()
  for (const { page } of [anna, shopper]) await tapSockets(page)
  await anna.goToInbox()
  const hello = unheard('Hello')
  await shopper.openChat()
  await shopper.say(hello)
  await anna.take(hello)

  const said = [hello]
  for (let turn = 0; turn < 12; turn += 1) {
    const speaker = turn % 2 ? anna : shopper
    const text = unheard(`turn-${turn}`)
    said.push(text)
    if (turn % 3 === 0) {
      await dropSockets(anna.page)
      await dropSockets(shopper.page)
    }
    await speaker.say(text)
  }
  for (const text of said) {
    await anna.sees(text)
    await shopper.sees(text)
  }
  await expectSame([anna.log, shopper.log], said)
  await anna.close()
})
