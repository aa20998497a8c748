import { beforeEach, expect, test } from 'vitest'
import { draftOf, setDraftMode, setDraftText, useDrafts } from './drafts-store.ts'

const draft = (roomId: string) => draftOf(useDrafts.getState(), roomId)

beforeEach(() => {
  useDrafts.setState({ byRoom: {} })
  sessionStorage.clear()
})

test('each room keeps its own draft', () => {
  setDraftText('mara', 'reply', 'Hello Mara')
  setDraftText('tunde', 'reply', 'Hello Tunde')
  expect(draft('mara').reply).toBe('Hello Mara')
  expect(draft('tunde').reply).toBe('Hello Tunde')
})

test('a note and a reply do not mix, so a half-written note is never sent to the customer', () => {
  setDraftText('mara', 'reply', 'for her')
  setDraftMode('mara', 'note')
  setDraftText('mara', 'note', 'for us')
  expect(draft('mara')).toEqual({ mode: 'note', reply: 'for her', note: 'for us' })
})

test('an emptied draft leaves nothing behind', () => {
  setDraftText('mara', 'reply', 'Hello')
  setDraftText('mara', 'reply', '')
  expect(useDrafts.getState().byRoom).toEqual({})
})

test('drafts are kept for the tab, so a reload finds them', async () => {
  setDraftText('mara', 'reply', 'Hello')
  expect(sessionStorage.getItem('shopbell-drafts')).toContain('Hello')
  const stored = sessionStorage.getItem('shopbell-drafts') ?? ''
  useDrafts.setState({ byRoom: {} })
  sessionStorage.setItem('shopbell-drafts', stored)
  await useDrafts.persist.rehydrate()
  expect(draft('mara').reply).toBe('Hello')
})
