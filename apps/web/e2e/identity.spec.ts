import { apiOrigin, apiPort } from './addresses.ts'
import { expect, test } from './fixtures.ts'
import { shopperPassword, unheard } from './shopper.ts'

test('before first use there is no cookie, no storage, no socket and no word to the API', async ({
  newShopper,
}) => {
  const shopper = await newShopper()
  const { page } = shopper
  const calls: string[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).port === String(apiPort)) calls.push(request.url())
  })
  page.on('websocket', (socket) => calls.push(socket.url()))
  for (const path of ['/', '/products/oil-lamp', '/cart', '/sign-in', '/sign-up']) {
    await page.goto(path, { waitUntil: 'networkidle' })
    await expect(shopper.launcher).toBeVisible()
  }
  expect(calls).toEqual([])
  expect(await page.context().cookies()).toEqual([])
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0])

  await shopper.openChat()
  await expect(shopper.chat.getByText(/Hello! How can we help/)).toBeVisible()
  expect(await page.context().cookies()).toEqual([])

  await shopper.say(unheard('Hello'))
  await expect(shopper.chat.getByText('Sent', { exact: true })).toBeVisible()
  const [cookie, ...others] = await page.context().cookies()
  expect(others).toEqual([])
  expect(cookie).toMatchObject({ name: 'shopbell_customer', httpOnly: true, sameSite: 'Lax' })
})

test('signing up keeps the conversation, and a second device sees it live', async ({
  newShopper,
  newAgent,
}) => {
  const anna = await newAgent('anna')
  const phone = await newShopper()
  const question = unheard('Is the walnut oiled?')
  await phone.openChat()
  await phone.say(question)
  await anna.take(question)
  await anna.say(unheard('Twice.'))

  const email = await phone.signUp('Noor Haddad')
  await phone.sees(question)
  const laptop = await newShopper()
  await laptop.signIn(email, shopperPassword)
  await expect(laptop.page).toHaveURL(/\/account$/)
  await laptop.openChat()
  await laptop.sees(question)

  const fromLaptop = unheard('And the shade?')
  await laptop.say(fromLaptop)
  await phone.sees(fromLaptop)
  await anna.sees(fromLaptop)
  await expect(anna.room.getByRole('heading', { name: 'Noor Haddad' })).toBeVisible()
  await anna.close()
})

test('R-44: signing out leaves nothing of the chat on the browser', async ({ newShopper }) => {
  const shopper = await newShopper()
  const { page } = shopper
  const secret = unheard('My address is Rua das Flores 1')
  await shopper.signUp('Ines Prata')
  await shopper.openChat()
  await shopper.say(secret)
  await expect(shopper.chat.getByText('Sent', { exact: true })).toBeVisible()
  await shopper.composer.fill(`${secret}, a draft`)
  const token = (await page.context().cookies()).find(({ name }) => name === 'shopbell_customer')

  await shopper.chat.getByRole('button', { name: 'Close chat' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
  await expect.poll(() => page.context().cookies()).toEqual([])
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
  expect(kept).not.toContain('Rua das Flores')

  await page.reload()
  await shopper.openChat()
  await expect(shopper.chat.getByText(/Hello! How can we help/)).toBeVisible()
  await expect(shopper.log.getByText(secret)).toBeHidden()
  const stolen = await page.request.get(`${apiOrigin}/api/chat/room`, {
    headers: { cookie: `${token?.name}=${token?.value}` },
  })
  expect(stolen.status()).toBe(401)
})

test('demo logins are one tap away and say what they are', async ({ newShopper }) => {
  const { page } = await newShopper()
  await page.goto('/sign-in')
  const logins = page.getByRole('region', { name: 'Demo logins' })
  await expect(logins.getByText(/exist only because this shop runs on demo data/)).toBeVisible()
  await logins.getByRole('button', { name: /anna@lamps\.example/ }).click()
  await expect(page).toHaveURL(/\/admin\/support/)
})

test('a wrong password is told plainly and the page stays', async ({ newShopper }) => {
  const shopper = await newShopper()
  await shopper.signIn('anna@lamps.example', 'not the password')
  await expect(shopper.page.getByText(/do not belong together/)).toBeVisible()
  await expect(shopper.page).toHaveURL(/\/sign-in$/)
})
