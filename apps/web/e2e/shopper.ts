import { expect, type Locator, type Page } from '@playwright/test'

let said = 0

/** Words that nobody else in this run says. */
export const unheard = (words: string): string => `${words} ${process.pid}-${++said}`

/** A person in the shop, as their hands and eyes use it. */
export class Shopper {
  readonly page: Page
  readonly chat: Locator
  readonly log: Locator
  readonly launcher: Locator

  constructor(page: Page) {
    this.page = page
    this.chat = page.getByRole('region', { name: 'Chat' })
    this.log = this.chat.getByRole('log')
    this.launcher = page.getByRole('button', { name: /^Open chat/ })
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(path)
  }

  /** Opens the chat on the page they are at, or on the first page of the shop. */
  async openChat(): Promise<void> {
    if (this.page.url() === 'about:blank') await this.goTo('/')
    await this.launcher.click()
    await expect(this.composer).toBeFocused()
  }

  get composer(): Locator {
    return this.chat.getByRole('textbox', { name: 'Message' })
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text)
    await this.composer.press('Enter')
  }

  message(text: string): Locator {
    return this.log.getByText(text, { exact: true })
  }

  async sees(text: string): Promise<void> {
    await expect(this.message(text)).toBeVisible()
  }

  /** Makes an account on the screen and answers its mail address. */
  async signUp(name: string): Promise<string> {
    const email = `${unheard('shopper').replaceAll(' ', '-')}@lamps.example`
    await this.goTo('/sign-up')
    await this.page.getByLabel('Name').fill(name)
    await this.page.getByLabel('Mail address').fill(email)
    await this.page.getByLabel('Password').fill(shopperPassword)
    await this.page.getByRole('button', { name: 'Make the account' }).click()
    await expect(this.page).toHaveURL(/\/account$/)
    return email
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.goTo('/sign-in')
    await this.page.getByLabel('Mail address').fill(email)
    await this.page.getByLabel('Password').fill(password)
    await this.page.getByRole('button', { name: 'Sign in', exact: true }).click()
  }
}

export const shopperPassword = 'a lamp in every window'
