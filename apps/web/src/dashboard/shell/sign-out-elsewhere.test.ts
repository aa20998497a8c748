import { expect, test, vi } from 'vitest'
import { onSignOutElsewhere, tellOtherTabs } from './sign-out-elsewhere.ts'

test('signing out in one tab is heard in the others, once, and leaves nothing behind', () => {
  const leave = vi.fn()
  const stop = onSignOutElsewhere(leave)
  const written = vi.spyOn(Storage.prototype, 'setItem')
  tellOtherTabs()
  // As another tab hears it.
  const [key = '', newValue = ''] = written.mock.calls[0] ?? []
  window.dispatchEvent(new StorageEvent('storage', { key, newValue }))
  window.dispatchEvent(new StorageEvent('storage', { key, newValue: null }))
  expect(leave).toHaveBeenCalledTimes(1)
  expect(localStorage.length).toBe(0)
  stop()
})
