import type { Agent } from './agent.ts'
import { expect, test } from './fixtures.ts'
import { unheard } from './shopper.ts'
import { holdSockets, releaseSockets, tapSockets } from './socket-tap.ts'

test('two agents reach for one waiting room: one has it, the other is told who', async ({
  newShopper,
  newAgent,
}) => {
  const anna = await newAgent('anna')
  const bo = await newAgent('bo')
  const shopper = await newShopper()
  await tapSockets(bo.page)
  await bo.goToInbox()
  const question = unheard('Who is there?')
  await shopper.openChat()
  await shopper.say(question)
  await bo.show('Waiting')
  await expect(bo.row(question)).toBeVisible()

  await holdSockets(bo.page)
  await anna.take(question)
  await bo.row(question).getByRole('link').click()
  await releaseSockets(bo.page)
  await expect(bo.page.getByText('Anna Keller took this chat a moment ago')).toBeVisible()
  await expect(bo.reply).toBeHidden()
  await expect(bo.room.getByText(/^Anna Keller answers this chat/)).toBeVisible()
  await anna.close()
})

test('a room is passed on with a note the shopper never sees, closed, rated and reopened', async ({
  newShopper,
  newAgent,
}) => {
  const anna = await newAgent('anna')
  const bo = await newAgent('bo')
  const shopper = await newShopper()
  const question = unheard('Can the cable be shorter?')
  await shopper.openChat()
  await shopper.say(question)
  await anna.take(question)
  const note = unheard('Asked before, is in a hurry')
  await anna.writeNote(note)

  const handover = unheard('Bo knows the workshop')
  await anna.transferTo('Bo', handover)
  await expect(shopper.chat.getByRole('heading', { name: /^Bo/ })).toBeVisible()
  await bo.show('Mine')
  await bo.open(question)
  await bo.sees(note)
  await bo.sees(handover)
  const answer = unheard('As short as you like.')
  await bo.say(answer)
  await shopper.sees(answer)
  for (const secret of [note, handover]) {
    await expect(shopper.page.getByText(secret)).toHaveCount(0)
  }

  await bo.close()
  await expect(shopper.chat.getByText('This chat has ended')).toBeVisible()
  await shopper.chat.getByText('How was this chat?').waitFor()
  await shopper.chat.getByRole('radio', { name: '4 of 5' }).check({ force: true })
  await shopper.chat.getByRole('textbox', { name: 'Comment' }).fill('Quick and kind')
  await shopper.chat.getByRole('button', { name: 'Send rating' }).click()
  await expect(shopper.chat.getByText(/Thank you for telling us/)).toBeVisible()
  await expect(bo.message('Rated 4 of 5: “Quick and kind”')).toBeVisible()

  await bo.room.getByRole('button', { name: 'Reopen' }).click()
  const after = unheard('One more thing')
  await bo.say(after)
  await shopper.sees(after)
  await bo.close()
  const again = unheard('And in red?')
  await shopper.say(again)
  await bo.take(again)
  await bo.sees(question)
  await bo.close()
})

test('several rooms at once, each with its own draft', async ({ newShopper, newAgent }) => {
  const anna = await newAgent('anna')
  const questions = [unheard('First of two'), unheard('Second of two')] as const
  for (const question of questions) {
    const shopper = await newShopper()
    await shopper.openChat()
    await shopper.say(question)
    await anna.take(question)
    await anna.reply.fill(`Draft for ${question}`)
  }
  await anna.show('Mine')
  for (const question of questions) {
    await anna.open(question)
    await expect(anna.reply).toHaveValue(`Draft for ${question}`)
  }
  await anna.page.reload()
  await expect(anna.reply).toHaveValue(`Draft for ${questions[1]}`)
  for (const question of questions) await closeFromList(anna, question)
})

async function closeFromList(agent: Agent, lastMessage: string): Promise<void> {
  await agent.open(lastMessage)
  await agent.close()
}

test('everything an agent does can be done without a mouse', async ({ newShopper, newAgent }) => {
  const anna = await newAgent('anna')
  const { keyboard } = anna.page
  const shopper = await newShopper()
  const question = unheard('Hello, keyboard')
  await shopper.openChat()
  await shopper.say(question)

  await keyboard.press('2')
  const link = anna.row(question).getByRole('link')
  await expect(link).toBeVisible()
  await keyboard.press('j')
  while (!(await link.evaluate((row) => row === document.activeElement))) await keyboard.press('j')
  await keyboard.press('Enter')
  await expect(anna.reply).toBeFocused()

  const answer = unheard('Hello, hands')
  await keyboard.type(answer)
  await keyboard.press('Shift+Enter')
  await keyboard.type('on a line of its own')
  await keyboard.press('Enter')
  await shopper.sees(`${answer}\non a line of its own`)
  await expect(anna.reply).toHaveValue('')

  await keyboard.press('Escape')
  await keyboard.press('n')
  await expect(anna.note).toBeFocused()
  const note = unheard('Typed, not clicked')
  await keyboard.type(note)
  await keyboard.press('Enter')
  await anna.sees(note)

  await keyboard.press('Escape')
  await keyboard.press('t')
  const dialog = anna.page.getByRole('dialog', { name: /^Transfer/ })
  await expect(dialog).toBeVisible()
  await keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await keyboard.press('Shift+?')
  const sheet = anna.page.getByRole('dialog', { name: /keyboard|shortcuts|keys/i })
  await expect(sheet).toBeVisible()
  await keyboard.press('Escape')
  await expect(sheet).toBeHidden()

  await keyboard.press('e')
  await expect(anna.closedLine).toBeVisible()
  await keyboard.press('o')
  await expect(anna.note).toBeVisible()
  await keyboard.press('r')
  await expect(anna.reply).toBeFocused()
  await keyboard.press('Escape')
  await keyboard.press('e')
  await expect(anna.closedLine).toBeVisible()
})
