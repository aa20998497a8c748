import type { RoomView } from '@shopbell/chat-core'
import type { ConnectionState } from '@/chat/connection'
import type { OutboxEntry } from '@/chat/outbox-entry'
import type { RoomSessionState } from '@/chat/room-session'
import type { WidgetConfig, WidgetState } from './widget-state.ts'
import { deriveStatus } from './widget-status.ts'
import type { VisitState } from './widget-visit.ts'

export interface WidgetSources {
  readonly visit: VisitState
  /** null before the customer has a room. */
  readonly session: RoomSessionState | null
  readonly connection: ConnectionState
  readonly outgoing: readonly OutboxEntry[]
  readonly config: WidgetConfig | null
}

/**
 * What the widget shows, from everything that can change. Pure. Where a source knows nothing yet the screen keeps
 * what it shows, so that signing in or reconnecting empties nothing.
 */
export function projectWidget(sources: WidgetSources, before: WidgetState): Partial<WidgetState> {
  const { visit, session, connection, outgoing, config } = sources
  // A customer who is known to have no room must not see another one's.
  const hasNoRoom = visit.customerId !== null && !session && !visit.loading
  const view = session?.view ?? (hasNoRoom ? null : before.chatRoom)
  const signals = session?.signals ?? null
  const typing = (session?.typing ?? []).filter(({ kind }) => kind === 'agent')
  const shown = session?.outgoing ?? outgoing
  return {
    chatRoom: view,
    messages: view?.messages ?? [],
    isConnected: connection.status === 'live',
    isTyping: typing.length > 0,
    typing,
    unreadCount:
      signals && view ? countUnread(view, signals.reads.customerSeq) : before.unreadCount,
    // What somebody has just written is never taken off the screen for what is yet to come.
    loading: !view && shown.length === 0 && (visit.loading || (session?.loading ?? false)),
    status: deriveStatus({
      connection:
        visit.isUnreachable && connection.status === 'idle' ? 'reconnecting' : connection.status,
      room: view && { status: view.status, isEmpty: view.messages.length === 0 },
      available: signals?.available ?? config?.available ?? true,
    }),
    lostAtMs: connection.lostAtMs,
    triedAtMs: connection.triedAtMs,
    place: signals?.place ?? null,
    agent: view?.assignee ?? null,
    outgoing: shown,
    readSeq: signals?.reads.staffSeq ?? before.readSeq,
    loadingOlder: session?.loadingOlder ?? false,
    customerId: visit.customerId ?? before.customerId,
    config: config ?? before.config,
    error: visit.error ?? session?.error ?? null,
  }
}

const countUnread = ({ messages }: RoomView, readSeq: number): number =>
  messages.filter(
    ({ kind, author, seq }) => kind === 'text' && author.kind === 'agent' && seq > readSeq,
  ).length
