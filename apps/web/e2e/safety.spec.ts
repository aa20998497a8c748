import { expect, signIn, test } from './fixtures.ts'
import { unheard } from './shopper.ts'

test('the dashboard is refused to customers (403) and to nobody in particular (401)', async ({
  newShopper,
}) => {
  const { page } = await newShopper()
  const anonymous = await page.goto('/admin/support')
  expect(anonymous?.status()).toBe(401)
  await expect(page.getByRole('heading', { name: 'Sign in to answer chats' })).toBeVisible()

  await signIn(page.context(), 'mara@lamps.example')
  const customer = await page.goto('/admin/support')
  expect(customer?.status()).toBe(403)
  await expect(page.getByRole('heading', { name: /for the shop’s team/ })).toBeVisible()
})

const hostile = [
  '<script>window.broken = 1</script>',
  '<img src=x onerror="window.broken = 1">',
  '"><svg onload=window.broken=1>',
  'javascript:window.broken=1',
  '[click](javascript:window.broken=1)',
  '{{constructor.constructor("window.broken = 1")()}}',
]

test('R-30: words stay words, in messages and in names, on every screen', async ({
  newShopper,
  newAgent,
}) => {
  const anna = await newAgent('anna')
  const shopper = await newShopper()
  const name = '<img src=x onerror="window.broken=1">'
  await shopper.signUp(name)
  await shopper.openChat()
  const first = unheard('Hello')
  await shopper.say(first)
  await anna.take(first)
  await expect(anna.room.getByRole('heading', { name })).toBeVisible()
  for (const text of hostile) {
    await shopper.say(text)
    await anna.sees(text)
    await shopper.sees(text)
  }
  await anna.say(hostile[1] ?? '')
  await expect(shopper.message(hostile[1] ?? '')).toHaveCount(2)
  for (const { page } of [anna, shopper]) {
    expect(await page.evaluate(() => 'broken' in window)).toBe(false)
    expect(await page.locator('a[href^="javascript" i]').count()).toBe(0)
  }
  await anna.close()
})

for (const path of ['/', '/products/oil-lamp', '/sign-in', '/nowhere', '/admin/support']) {
  test(`R-32, R-33: ${path} comes with a strict policy and a nonce of its own`, async ({
    request,
  }) => {
    const [one, two] = [await request.get(path), await request.get(path)]
    const policy = one.headers()['content-security-policy'] ?? ''
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w-]+' 'strict-dynamic';/)
    expect(policy).toContain("object-src 'none'; base-uri 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toBe(two.headers()['content-security-policy'])
    expect(one.headers()).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'cross-origin-opener-policy': 'same-origin',
    })
    const nonce = /'nonce-([\w-]+)'/.exec(policy)?.[1]
    const scripts = [...(await one.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag)
    expect(scripts.length).toBeGreaterThan(0)
    for (const tag of scripts) expect(tag).toContain(`nonce="${nonce}"`)
  })
}

test('a script without the nonce does not run', async ({ page }) => {
  await page.goto('/')
  const refused = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) =>
          resolve(event.effectiveDirective),
        )
        document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.broken = 1">')
      }),
  )
  expect(refused).toMatch(/^script-src/)
  expect(await page.evaluate(() => 'broken' in window)).toBe(false)
})
