import { expect, type Locator, type Page } from '@playwright/test'

export type AgentName = 'anna' | 'bo' | 'manager' | 'admin'

/** Somebody who answers, at the dashboard. */
export class Agent {
  readonly page: Page
  readonly inbox: Locator
  readonly room: Locator
  readonly log: Locator

  constructor(page: Page) {
    this.page = page
    this.inbox = page.getByRole('region', { name: 'Inbox' })
    this.room = page.getByRole('region', { name: 'Room' })
    this.log = this.room.getByRole('log')
  }

  async goToInbox(): Promise<void> {
    await this.page.goto('/admin/support')
    await expect(this.inbox.getByRole('heading', { name: 'Inbox' })).toBeVisible()
  }

  async show(filter: 'Mine' | 'Waiting' | 'All open' | 'Closed'): Promise<void> {
    await this.inbox.getByRole('link', { name: new RegExp(`^${filter}`) }).click()
  }

  /** The row of the room whose last message says this. */
  row(lastMessage: string): Locator {
    return this.inbox.getByRole('listitem').filter({ hasText: lastMessage })
  }

  /** Opens a room from the list. The one before it stays in the page a moment longer. */
  async open(lastMessage: string): Promise<void> {
    await this.row(lastMessage).getByRole('link').click()
    await this.sees(lastMessage)
    await expect(this.room.getByRole('heading', { level: 2 })).toHaveCount(1)
  }

  /** Opens a waiting room, which takes it. */
  async take(lastMessage: string): Promise<void> {
    await this.show('Waiting')
    await this.open(lastMessage)
    await expect(this.reply).toBeVisible()
  }

  get reply(): Locator {
    return this.room.getByRole('textbox', { name: /^Reply to/ })
  }

  /** What stands in the composer's place in a closed room; rooms kept behind the one on the screen may say it too. */
  get closedLine(): Locator {
    return this.room.getByText('This room is closed.').filter({ visible: true })
  }

  get note(): Locator {
    return this.room.getByRole('textbox', { name: 'Note for the team' })
  }

  async say(text: string): Promise<void> {
    await this.reply.fill(text)
    await this.reply.press('Enter')
  }

  async writeNote(text: string): Promise<void> {
    await this.room.getByRole('button', { name: 'Note', exact: true }).click()
    await this.note.fill(text)
    await this.note.press('Enter')
    await this.sees(text)
    await this.room.getByRole('button', { name: 'Reply', exact: true }).click()
  }

  /** Hands the room to the agent whose name starts so, with a note for them. */
  async transferTo(name: string, note: string): Promise<void> {
    await this.room.getByRole('button', { name: 'Transfer' }).click()
    const dialog = this.page.getByRole('dialog', { name: /^Transfer/ })
    await dialog.getByText(new RegExp(`^${name}`)).click()
    await dialog.getByRole('textbox', { name: /^Note/ }).fill(note)
    await dialog.getByRole('button', { name: 'Transfer' }).click()
    await expect(dialog).toBeHidden()
  }

  message(text: string): Locator {
    return this.log.getByText(text, { exact: true })
  }

  async sees(text: string): Promise<void> {
    await expect(this.message(text)).toBeVisible()
  }

  async close(): Promise<void> {
    await this.room.getByRole('button', { name: 'Close', exact: true }).click()
    await expect(this.closedLine).toBeVisible()
  }
}
