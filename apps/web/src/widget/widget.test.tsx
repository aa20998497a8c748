import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createWidgetServer, SilentSocket } from './testing/widget-server.ts'
import { Widget } from './widget.tsx'
import { widget } from './widget-handle.ts'
import { MARKER_KEY } from './widget-marker.ts'
import { initialWidgetState } from './widget-state.ts'
import { useWidget } from './widget-store.ts'

let server: ReturnType<typeof createWidgetServer>

beforeEach(() => {
  server = createWidgetServer()
  SilentSocket.opened = 0
  vi.stubGlobal('fetch', server.fetch)
  vi.stubGlobal('WebSocket', SilentSocket)
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
  useWidget.getState().disconnect()
  useWidget.setState(initialWidgetState)
  cleanup()
  localStorage.clear()
  sessionStorage.clear()
  vi.unstubAllGlobals()
})

const openChat = async () => {
  fireEvent.click(screen.getByRole('button', { name: /^Open chat/ }))
  // Its code is fetched now, which on a busy machine takes a while.
  return screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Message' }, { timeout: 10_000 })
}

const write = (field: HTMLElement, body: string) => {
  fireEvent.change(field, { target: { value: body } })
  fireEvent.keyDown(field, { key: 'Enter' })
}

test('the store has the fields and actions it promises', () => {
  const { chatRoom, messages, isOpen, isConnected, isTyping, unreadCount, loading, ...rest } =
    useWidget.getState()
  expect({ chatRoom, messages, isOpen, isConnected, isTyping, unreadCount, loading }).toEqual({
    chatRoom: null,
    messages: [],
    isOpen: false,
    isConnected: false,
    isTyping: false,
    unreadCount: 0,
    loading: false,
  })
  const { initialize, sendMessage, loadMessages, markAsRead, disconnect } = rest
  for (const action of [
    initialize,
    rest.openChat,
    rest.closeChat,
    sendMessage,
    loadMessages,
    markAsRead,
    disconnect,
  ]) {
    expect(action).toBeTypeOf('function')
  }
})

test.each([true, false])(
  'before first use there is no request, no socket, no cookie and nothing stored (signed in: %s)',
  async (signedIn) => {
    const idle = vi.fn()
    vi.stubGlobal('requestIdleCallback', idle)
    const stored = vi.spyOn(Storage.prototype, 'setItem')
    render(<Widget signedIn={signedIn} />)
    await widget.onIdentityChanged()
    await widget.onSignOut()
    expect(idle).not.toHaveBeenCalled()
    expect(server.calls).toEqual([])
    expect(SilentSocket.opened).toBe(0)
    expect(stored).not.toHaveBeenCalled()
    expect(document.cookie).toBe('')
  },
)

test('opening asks about the shop and nobody is made a customer by it', async () => {
  render(<Widget signedIn={false} />)
  await openChat()
  await screen.findByText('Hello!')
  expect(server.calls).toEqual(['widget.config'])
  expect(SilentSocket.opened).toBe(0)
  expect(localStorage.length).toBe(0)
})

test('the first message makes the customer and the room, and is sent once', async () => {
  render(<Widget signedIn={false} />)
  const field = await openChat()
  write(field, 'Hello there')
  await waitFor(() => expect(screen.getByRole('log').textContent).toContain('Hello there'))
  expect(Object.values({ ...localStorage }).join()).toContain('Hello there')
  await waitFor(() => expect(server.sent.map(({ body }) => body)).toEqual(['Hello there']))
  expect(server.calls).toEqual(['widget.config', 'widget.session', 'widget.room', 'room.send'])
})

test('who is signed in gets their conversation when they open the chat', async () => {
  render(<Widget signedIn />)
  await openChat()
  await waitFor(() => expect(server.calls).toContain('widget.session'))
})

test('a message written without a network is sent when there is one, after a reload too', async () => {
  server.becomeReachable(false)
  render(<Widget signedIn={false} />)
  write(await openChat(), 'Hello there')
  await waitFor(() => expect(server.calls).toContain('widget.session'))
  // The page goes away and comes back.
  useWidget.getState().disconnect()
  useWidget.setState(initialWidgetState)
  cleanup()
  server.becomeReachable(true)
  render(<Widget signedIn={false} />)
  await waitFor(() => expect(server.sent.map(({ body }) => body)).toEqual(['Hello there']))
})

test('a shop that could not be asked about itself is asked again, without being told to', async () => {
  server.becomeReachable(false)
  render(<Widget signedIn={false} />)
  await openChat()
  await waitFor(() => expect(server.calls).toContain('widget.config'))
  server.becomeReachable(true)
  await screen.findByText('Hello!', {}, { timeout: 3_000 })
})

test('it stays open from page to page, with what was being written', async () => {
  const { unmount } = render(<Widget signedIn={false} />)
  fireEvent.change(await openChat(), { target: { value: 'Half a sen' } })
  unmount()
  useWidget.setState(initialWidgetState)
  render(<Widget signedIn={false} />)
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Message' })
  expect(field.value).toBe('Half a sen')
})

test('the focus goes into the composer, and back to the launcher on Escape', async () => {
  render(<Widget signedIn={false} />)
  const field = await openChat()
  await waitFor(() => expect(document.activeElement).toBe(field))
  fireEvent.keyDown(field, { key: 'Escape' })
  expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull()
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Open chat' }))
})

test('the launcher says how much is unread', () => {
  render(<Widget signedIn={false} />)
  useWidget.setState({ unreadCount: 3 })
  return screen.findByRole('button', { name: 'Open chat, 3 unread' })
})

test('R-44: signing out leaves nothing of the conversation in this browser', async () => {
  render(<Widget signedIn={false} />)
  write(await openChat(), 'Private')
  await waitFor(() => expect(server.sent).toHaveLength(1))
  fireEvent.change(screen.getByRole('textbox', { name: 'Message' }), { target: { value: 'Also' } })
  await widget.onSignOut()
  expect(server.calls).toContain('widget.signOut')
  expect(localStorage.length).toBe(0)
  expect(sessionStorage.length).toBe(0)
  expect(useWidget.getState()).toMatchObject({
    isOpen: false,
    messages: [],
    outgoing: [],
    draft: '',
  })
})

test('a sign-out the server did not hear is made up for before anybody else is named', async () => {
  render(<Widget signedIn={false} />)
  write(await openChat(), 'Private')
  await waitFor(() => expect(server.sent).toHaveLength(1))
  server.becomeReachable(false)
  await expect(widget.onSignOut()).rejects.toThrow()
  expect(Object.values({ ...localStorage }).join()).not.toContain('Private')
  server.becomeReachable(true)
  server.calls.length = 0
  write(await openChat(), 'Somebody else')
  await waitFor(() => expect(server.sent.at(-1)?.body).toBe('Somebody else'))
  const named = server.calls.indexOf('widget.session')
  expect(server.calls.indexOf('widget.signOut')).toBeGreaterThanOrEqual(0)
  expect(server.calls.indexOf('widget.signOut')).toBeLessThan(named)
})

test('what one signed-in person wrote is never sent in the name of the next', async () => {
  localStorage.setItem(MARKER_KEY, JSON.stringify({ customerId: 'somebody', identified: true }))
  server.becomeReachable(false)
  render(<Widget signedIn />)
  write(await openChat(), 'Written by somebody')
  await waitFor(() => expect(server.calls).toContain('widget.session'))
  server.becomeCustomer('another')
  server.becomeReachable(true)
  window.dispatchEvent(new Event('online'))
  await waitFor(() => expect(useWidget.getState().customerId).toBe('another'))
  await waitFor(() => expect(useWidget.getState().outgoing).toEqual([]))
  expect(server.sent).toEqual([])
})
