import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MessageList, type MessageListProps } from './message-list.tsx'
import { anna, asMara, mara, outgoing, text } from './testing/messages.ts'

beforeEach(() => {
  // jsdom lays nothing out, so nothing ever changes its size.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  )
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const base: MessageListProps = {
  label: 'Messages',
  messages: [text(1, mara, { body: 'Hello' }), text(2, anna, { body: 'Hi Mara' })],
  outgoing: [],
  me: asMara,
  readSeq: 0,
  hasOlder: false,
  isLoadingOlder: false,
  onLoadOlder: () => undefined,
  onRetry: () => undefined,
  onDiscard: () => undefined,
}

const list = () => screen.getByRole('log')

test('the log is named, and says who wrote what', () => {
  render(<MessageList {...base} start={<p>Welcome!</p>} />)
  expect(list().getAttribute('aria-label')).toBe('Messages')
  expect(list().textContent).toMatch(/Welcome!.*You.*Hello.*Anna.*Hi Mara/)
})

test('R-30: markup in a message is text', () => {
  const body = '<img src=x onerror=alert(1)><b>bold</b>'
  render(<MessageList {...base} messages={[text(1, anna, { body })]} />)
  expect(list().textContent).toContain(body)
  expect(list().querySelector('img, b')).toBeNull()
})

test('R-31: a link opens apart and gives nothing away', () => {
  render(
    <MessageList {...base} messages={[text(1, anna, { body: 'See https://example.com now' })]} />,
  )
  const link = within(list()).getByRole('link', { name: 'https://example.com' })
  expect(link.getAttribute('rel')).toBe('noopener noreferrer nofollow ugc')
  expect(link.getAttribute('target')).toBe('_blank')
})

test('words are set in the direction of their own script', () => {
  render(<MessageList {...base} messages={[text(1, anna, { body: 'مرحبا' })]} />)
  expect(screen.getByText('مرحبا').getAttribute('dir')).toBe('auto')
})

test('a failed message says why, and can be tried again or discarded', () => {
  const onRetry = vi.fn()
  const onDiscard = vi.fn()
  const failure = { code: 'not_permitted', message: 'You may not write here.' } as const
  const failed = outgoing('a', { state: 'failed', failure })
  render(<MessageList {...base} outgoing={[failed]} onRetry={onRetry} onDiscard={onDiscard} />)
  expect(list().textContent).toContain('You may not write here.')
  fireEvent.click(screen.getByRole('button', { name: 'Not sent · tap to try again' }))
  fireEvent.click(screen.getByRole('button', { name: 'Discard' }))
  expect(onRetry.mock.calls).toEqual([['a']])
  expect(onDiscard.mock.calls).toEqual([['a']])
})

test('what is a day old is asked about: send it now, or delete it', () => {
  const onRetry = vi.fn()
  const failure = { code: 'expired', message: 'Written more than a day ago.' } as const
  const failed = outgoing('a', { state: 'failed', failure })
  render(<MessageList {...base} outgoing={[failed]} onRetry={onRetry} />)
  expect(screen.getByRole('button', { name: 'Delete' })).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Send it now' }))
  expect(onRetry.mock.calls).toEqual([['a']])
})

test('a message stays the same element when earlier ones join it', () => {
  const { rerender } = render(<MessageList {...base} messages={[text(2, anna)]} />)
  const element = screen.getByText('text 2')
  rerender(<MessageList {...base} messages={[text(1, anna), text(2, anna)]} />)
  expect(screen.getByText('text 2')).toBe(element)
})

test('older messages can be asked for by a button, and the greeting waits until there are none', () => {
  const onLoadOlder = vi.fn()
  render(<MessageList {...base} hasOlder onLoadOlder={onLoadOlder} start={<p>Welcome!</p>} />)
  fireEvent.click(screen.getByRole('button', { name: 'Show earlier messages' }))
  expect(onLoadOlder).toHaveBeenCalledOnce()
  expect(screen.queryByText('Welcome!')).toBeNull()
})

test('what comes in is announced once; what was there, and one’s own, is not', () => {
  const { rerender, container } = render(<MessageList {...base} />)
  const announced = () => container.querySelector('[aria-live=polite]')?.textContent
  expect(announced()).toBe('')
  const more = [...base.messages, text(3, mara, { body: 'Thanks' })]
  rerender(<MessageList {...base} messages={more} />)
  expect(announced()).toBe('')
  rerender(<MessageList {...base} messages={[...more, text(4, anna, { body: 'Welcome' })]} />)
  expect(announced()).toBe('Anna: Welcome')
})
