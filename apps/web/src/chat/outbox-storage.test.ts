import { afterEach, expect, test, vi } from 'vitest'
import { newEntry } from './outbox-entry.ts'
import { createLocalOutboxStorage } from './outbox-storage.ts'
import { toStored } from './stored-entry.ts'

afterEach(() => {
  vi.restoreAllMocks()
  localStorage.clear()
})

const entryOf = (clientId: string, order = 1) =>
  toStored(
    newEntry({ clientId, lane: 'own', kind: 'text', body: 'Hello', order, createdAtMs: 0 }),
    0,
  )

test('what is put is there after a reload, in order, for the same identity only', () => {
  const before = createLocalOutboxStorage('agent.1')
  expect(before.put(entryOf('b', 1))).toBe(true)
  before.put(entryOf('a', 2))
  before.remove('c')
  expect(createLocalOutboxStorage('agent.1').load()).toEqual([entryOf('b', 1), entryOf('a', 2)])
  expect(createLocalOutboxStorage('agent.2').load()).toEqual([])
})

test('where storage is full the message is kept for as long as the page lives', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  const storage = createLocalOutboxStorage('customer')
  expect(storage.put(entryOf('a'))).toBe(false)
  expect(storage.load()).toEqual([entryOf('a')])
  storage.remove('a')
  expect(storage.load()).toEqual([])
})

test('a message whose later state did not fit any more is there once, as it is now', () => {
  const storage = createLocalOutboxStorage('customer')
  storage.put(entryOf('a'))
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  storage.put({ ...entryOf('a'), attempts: 1 })
  expect(storage.load()).toEqual([{ ...entryOf('a'), attempts: 1 }])
  expect(storage.has('a')).toBe(true)
})

test('what cannot be read is left out and breaks nothing', () => {
  localStorage.setItem('shopbell.outbox.customer.x', '{"clientId":')
  localStorage.setItem('shopbell.outbox.customer.y', '"text"')
  const storage = createLocalOutboxStorage('customer')
  storage.put(entryOf('z'))
  expect(storage.load()).toEqual([entryOf('z')])
})

test('a change by another tab is told, one about something else is not', () => {
  const onChange = vi.fn()
  const leave = createLocalOutboxStorage('customer').subscribe(onChange)
  window.dispatchEvent(new StorageEvent('storage', { key: 'theme' }))
  expect(onChange).not.toHaveBeenCalled()
  window.dispatchEvent(new StorageEvent('storage', { key: 'shopbell.outbox.customer.a' }))
  expect(onChange).toHaveBeenCalledTimes(1)
  leave()
  window.dispatchEvent(new StorageEvent('storage', { key: 'shopbell.outbox.customer.a' }))
  expect(onChange).toHaveBeenCalledTimes(1)
})
