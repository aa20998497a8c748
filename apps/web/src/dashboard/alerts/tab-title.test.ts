import { expect, test } from 'vitest'
import { tabTitle } from './tab-title.ts'

test('the tab counts what needs the agent, and is plain when nothing does', () => {
  expect(tabTitle(0)).toBe('Inbox')
  expect(tabTitle(2)).toBe('(2) Inbox')
})
