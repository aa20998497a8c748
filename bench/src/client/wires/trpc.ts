import type { Person } from '../../people.ts'
import type { Delivered, Heard, Speaker, Wire } from './wire.ts'

/** The subscription's id; message n has n + 1. */
const SUBSCRIPTION = 0
const PAGE_ORIGIN = 'http://localhost:3000'

export interface TrpcWireOptions {
  readonly path: string
  readonly subscription: 'room.events' | 'inbox.events'
  /** What a seq is called when somebody resumes from it. */
  readonly eventId: (seq: number) => string
  /** The documented server takes the author from the message; ours knows who is there and refuses to be told. */
  readonly tellsAuthor: boolean
}

/** What tRPC's own WebSocket client speaks, batches aside. */
export function trpcWire(options: TrpcWireOptions): Wire {
  return {
    url: (port) => `ws://127.0.0.1:${port}${options.path}?connectionParams=1`,
    headers: ({ cookie }) => (cookie ? { cookie, origin: PAGE_ORIGIN } : {}),
    speak: (person) => speaker(person, options),
  }
}

const call = (id: number, method: string, params: object) => JSON.stringify({ id, method, params })

function speaker(
  { kind, token }: Person,
  { subscription, eventId, tellsAuthor }: TrpcWireOptions,
): Speaker {
  const credentials = { as: kind, ...(token ? { token } : {}) }
  return {
    awaitsWelcome: false,
    greeting: JSON.stringify({ method: 'connectionParams', data: credentials }),
    join: (roomId, after) =>
      call(SUBSCRIPTION, 'subscription', {
        path: subscription,
        ...(subscription === 'room.events' ? { input: { roomId } } : {}),
        ...(after === null ? {} : { lastEventId: eventId(after) }),
      }),
    send: ({ number, authorId, ...message }) => [
      call(number + 1, 'mutation', {
        path: 'room.send',
        input: tellsAuthor ? { ...message, authorId } : message,
      }),
    ],
    hear(frame) {
      if (frame === 'PING') return [{ type: 'answer', frame: 'PONG' }]
      const { id, result, error } = JSON.parse(frame)
      if (error) return [{ type: 'failed', reason: JSON.stringify(error) }]
      if (result?.type === 'stopped') return [{ type: 'failed', reason: 'it stopped telling' }]
      if (result?.type !== 'data') return []
      if (id === SUBSCRIPTION) return hearEvent(result.id ? result.data.data : result.data)
      return [{ type: 'ack', number: id - 1, seq: result.data.message.seq }]
    },
  }
}

type Frame =
  | { readonly type: 'snapshot' | 'ready' | 'room.gone' | 'agent.changed' }
  | { readonly type: 'events'; readonly events: readonly { readonly message: Delivered }[] }
  | { readonly type: 'room.changed'; readonly room: { readonly lastSeq: number } }

function hearEvent(frame: Frame): readonly Heard[] {
  switch (frame.type) {
    case 'events':
      return frame.events.map(({ message }) => ({ type: 'delivered', message }))
    case 'room.changed':
      return [{ type: 'delivered', message: { clientId: '', seq: frame.room.lastSeq } }]
    case 'snapshot':
    case 'ready':
      return [{ type: 'joined' }]
    default:
      return []
  }
}
