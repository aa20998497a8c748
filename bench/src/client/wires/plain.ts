import type { Speaker, Wire } from './wire.ts'

/** What `transports/raw-ws.ts` speaks. */
export const plainWire: Wire = {
  url: (port) => `ws://127.0.0.1:${port}`,
  headers: () => ({}),
  speak: () => plain,
}

const plain: Speaker = {
  awaitsWelcome: false,
  greeting: null,
  join: (roomId, after) =>
    JSON.stringify({ type: 'join', roomId, ...(after === null ? {} : { after }) }),
  send: ({ number, ...message }) => [JSON.stringify({ type: 'send', id: number, ...message })],
  hear(frame) {
    const heard = JSON.parse(frame)
    switch (heard.type) {
      case 'ack':
        return [{ type: 'ack', number: heard.id, seq: heard.seq }]
      case 'message':
        return [{ type: 'delivered', message: heard.message }]
      case 'joined':
        return [...heard.missed.map(delivered), { type: 'joined' }]
      default:
        return [{ type: 'failed', reason: heard.reason }]
    }
  },
}

const delivered = (message: never) => ({ type: 'delivered', message }) as const
