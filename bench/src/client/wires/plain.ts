import type { Wire } from './wire.ts'

/** What `transports/raw-ws.ts` speaks. */
export const plainWire: Wire = {
  url: (port) => `ws://127.0.0.1:${port}`,
  headers: () => ({}),
  awaitsWelcome: false,
  greet: () => [],
  join: (roomId, after) =>
    JSON.stringify({ type: 'join', roomId, ...(after === null ? {} : { after }) }),
  send: ({ number, ...message }) => JSON.stringify({ type: 'send', id: number, ...message }),
  hear(frame) {
    const heard = JSON.parse(frame)
    switch (heard.type) {
      case 'ack':
        return { type: 'ack', number: heard.id, seq: heard.seq }
      case 'message':
        return { type: 'delivered', messages: [heard.message] }
      default:
        return heard
    }
  },
}
