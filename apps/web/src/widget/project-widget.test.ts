// @vitest-environment node
import type { RoomView } from '@shopbell/chat-core'
import { expect, test } from 'vitest'
import type { RoomSessionState } from '@/chat/room-session'
import { anna, mara, outgoing, text } from '@/chat/testing/messages'
import { projectWidget, type WidgetSources } from './project-widget.ts'
import { initialWidgetState, type WidgetState } from './widget-state.ts'

const view: RoomView = {
  roomId: 'room',
  customer: { id: 'mara', name: 'Mara', identified: false },
  status: 'open',
  assignee: { id: 'anna', name: 'Anna' },
  waitingSince: null,
  rating: null,
  messages: [text(1, mara), text(2, anna), text(3, anna)],
  cursor: 3,
  hasOlder: false,
}

const session: RoomSessionState = {
  view,
  outgoing: [],
  signals: { reads: { customerSeq: 2, staffSeq: 1 }, place: null, available: true },
  typing: [],
  loading: false,
  loadingOlder: false,
  error: null,
}

const sources: WidgetSources = {
  visit: { customerId: 'mara', session: null, loading: false, isUnreachable: false, error: null },
  session,
  connection: { status: 'live', lostAtMs: null, triedAtMs: null, refusedCode: null },
  outgoing: [],
  config: null,
}

const project = (patch: Partial<WidgetSources> = {}, before: Partial<WidgetState> = {}) =>
  projectWidget({ ...sources, ...patch }, { ...initialWidgetState, ...before })

test('RD-1: what agents wrote after the read cursor is unread', () => {
  expect(project().unreadCount).toBe(1)
})

test('unread messages are not made up while the read cursor is unknown', () => {
  expect(project({ session: { ...session, signals: null } }, { unreadCount: 4 }).unreadCount).toBe(
    4,
  )
})

test('the conversation stays on the screen while another visit starts', () => {
  const between = project(
    { session: null, visit: { ...sources.visit, loading: true } },
    { chatRoom: view },
  )
  expect(between).toMatchObject({ chatRoom: view, messages: view.messages, loading: false })
})

test('a customer who has no room does not see the one of whoever was here before', () => {
  expect(project({ session: null }, { chatRoom: view })).toMatchObject({
    chatRoom: null,
    messages: [],
  })
})

test('only the first loading shows as loading', () => {
  const loading = { ...session, view: null, loading: true }
  expect(project({ session: loading }).loading).toBe(true)
  expect(project({ session: loading }, { chatRoom: view }).loading).toBe(false)
})

test('what was just written stays on the screen while the conversation is fetched', () => {
  const loading = { ...session, view: null, loading: true, outgoing: [outgoing('a')] }
  expect(project({ session: loading })).toMatchObject({
    loading: false,
    outgoing: [{ body: 'body of a' }],
  })
})

test('a server that does not answer is shown as a connection that is being restored', () => {
  const visit = { ...sources.visit, isUnreachable: true }
  const connection = (status: 'idle' | 'offline') => ({ ...sources.connection, status })
  const shown = (status: 'idle' | 'offline') =>
    project({ visit, session: null, connection: connection(status) }).status
  expect(shown('idle')).toBe('reconnecting')
  expect(shown('offline')).toBe('offline')
})

test('the customer’s own typing elsewhere is not the agent’s', () => {
  const own = { kind: 'customer', id: 'mara', name: 'Mara' } as const
  expect(project({ session: { ...session, typing: [own] } }).isTyping).toBe(false)
  const agents = { kind: 'agent', id: 'anna', name: 'Anna' } as const
  expect(project({ session: { ...session, typing: [agents] } })).toMatchObject({
    isTyping: true,
    typing: [agents],
  })
})
