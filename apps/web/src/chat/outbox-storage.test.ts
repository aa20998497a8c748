import { afterEach, expect, test, vi } from 'vitest'
import { newEntry } from './outbox-reducer.ts'
import { createLocalOutboxStorage } from './outbox-storage.ts'

afterEach(() => {
  vi.restoreAllMocks()
  localStorage.clear()
})

const entryOf = (clientId: string) =>
  newEntry({ clientId, lane: 'own', kind: 'text', body: 'Hello', createdAtMs: 0 })

test('what is put is there after a reload, in order, for the same identity only', () => {
  const before = createLocalOutboxStorage('agent.1')
  before.put(entryOf('b'))
  before.put(entryOf('a'))
  before.remove('c')
  expect(createLocalOutboxStorage('agent.1').load()).toEqual([entryOf('a'), entryOf('b')])
  expect(createLocalOutboxStorage('agent.2').load()).toEqual([])
})

test('where storage is full the message is kept for as long as the page lives', () => {
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  const storage = createLocalOutboxStorage('customer')
  storage.put(entryOf('a'))
  expect(storage.load()).toEqual([entryOf('a')])
  storage.remove('a')
  expect(storage.load()).toEqual([])
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
