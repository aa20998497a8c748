import type { Message } from '@shopbell/chat-core'
import { anna, mara, text } from '@/chat/testing/messages'

type Answer = { data: unknown } | { refusal: string }

/** What the API answers the widget over HTTP; its sockets never open, so that everything goes this way. */
export function createWidgetServer() {
  const calls: string[] = []
  const sent: { clientId: string; body: string }[] = []
  let isReachable = true
  let customerId = 'mara'
  let roomId: string | null = null

  const room = () => ({
    view: {
      roomId: 'room',
      customer: { id: customerId, name: 'Mara', identified: false },
      status: 'waiting',
      assignee: null,
      waitingSince: null,
      rating: null,
      messages: [text(1, mara), text(2, anna)] satisfies Message[],
      cursor: 2,
      hasOlder: false,
    },
    reads: { customerSeq: 0, staffSeq: 0 },
    unreadCount: 1,
  })

  const answers: Record<string, (input: { clientId: string; body: string }) => Answer> = {
    'widget.config': () => ({
      data: { shopName: 'Lamps', greeting: 'Hello!', available: true, bodyMaxChars: 4_000 },
    }),
    'widget.session': () => ({
      data: { customer: { id: customerId, name: 'Mara', email: null, identified: false }, roomId },
    }),
    'widget.room': () => {
      roomId = 'room'
      return { data: room() }
    },
    'widget.signOut': () => {
      roomId = null
      return { data: {} }
    },
    'room.send': ({ clientId, body }) => {
      sent.push({ clientId, body })
      return { data: { message: text(sent.length, mara, { clientId, body }) } }
    },
  }

  const fetch = async (url: string, init?: { body?: string }): Promise<Response> => {
    const path = new URL(url).pathname.replace('/api/trpc/', '')
    calls.push(path)
    if (!isReachable) throw new TypeError('fetch failed')
    const answer = answers[path]?.(init?.body ? JSON.parse(init.body) : {})
    if (!answer) throw new Error(`Nobody expects ${path}.`)
    return Response.json({ result: answer })
  }

  return {
    calls,
    sent,
    fetch,
    becomeReachable: (next: boolean) => {
      isReachable = next
    },
    becomeCustomer: (id: string) => {
      customerId = id
      roomId = null
    },
  }
}

/** A socket that stays connecting. */
export class SilentSocket extends EventTarget {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static readonly CLOSING = 2
  static readonly CLOSED = 3
  static opened = 0
  readonly readyState = SilentSocket.CONNECTING
  binaryType = 'blob'

  constructor() {
    super()
    SilentSocket.opened += 1
  }

  send(): void {}
  close(): void {}
}
