import type { Message, Party, RoomView } from '@shopbell/chat-core'
import type { OutboxEntry } from '@/chat/outbox-entry'
import type { Refusal } from '@/chat/refusal'
import type { WidgetStatus } from './widget-status.ts'

export interface WidgetConfig {
  readonly shopName: string
  readonly greeting: string
  readonly available: boolean
}

/** All the widget's screen is drawn from. */
export interface WidgetState {
  /** The customer's room as far as it is loaded; null before the first message. */
  readonly chatRoom: RoomView | null
  readonly messages: readonly Message[]
  readonly isOpen: boolean
  /** Whether the live connection stands. */
  readonly isConnected: boolean
  /** Whether the agent is typing. */
  readonly isTyping: boolean
  /** Agents' messages the customer has not read. */
  readonly unreadCount: number
  /** Whether the conversation is being fetched for the first time. */
  readonly loading: boolean

  readonly status: WidgetStatus
  /** Since when there is no connection and when it was last tried, by this browser's clock. */
  readonly lostAtMs: number | null
  readonly triedAtMs: number | null
  /** Which agents are typing. */
  readonly typing: readonly Party[]
  /** Place in line from 1 while waiting; null otherwise. */
  readonly place: number | null
  /** Who answers; null while nobody does. */
  readonly agent: Party | null
  /** One's own messages that the log does not show yet. */
  readonly outgoing: readonly OutboxEntry[]
  /** How far agents have read. */
  readonly readSeq: number
  readonly loadingOlder: boolean
  readonly customerId: string | null
  readonly config: WidgetConfig | null
  /** Why the chat does not work and will not by itself. */
  readonly error: Refusal | null
  readonly draft: string
}

export const initialWidgetState: WidgetState = {
  chatRoom: null,
  messages: [],
  isOpen: false,
  isConnected: false,
  isTyping: false,
  unreadCount: 0,
  loading: false,
  status: 'ready',
  lostAtMs: null,
  triedAtMs: null,
  typing: [],
  place: null,
  agent: null,
  outgoing: [],
  readSeq: 0,
  loadingOlder: false,
  customerId: null,
  config: null,
  error: null,
  draft: '',
}
