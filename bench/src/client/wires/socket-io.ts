import type { Heard, Wire } from './wire.ts'

/** Acknowledgements count from 0 per socket: the first is the join's, message n has n + 1. */
const JOIN = 0

/** Engine.IO 4 and Socket.IO 5 packets: `4` is a message, of which `0` connects, `2` is an event and `3` an ack. */
export const socketIoWire: Wire = {
  url: (port) => `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`,
  headers: () => ({}),
  awaitsWelcome: true,
  greet: () => ['40'],
  join: (roomId, after) =>
    `42${JOIN}${JSON.stringify(['join', { roomId, ...(after === null ? {} : { after }) }])}`,
  send: ({ number, ...message }) => `42${number + 1}${JSON.stringify(['send', message])}`,
  hear(frame) {
    if (frame.startsWith('42')) return hearEvent(JSON.parse(frame.slice(2)))
    if (frame.startsWith('43')) return hearAck(frame)
    if (frame.startsWith('40')) return { type: 'welcome' }
    if (frame === '2') return { type: 'answer', frame: '3' }
    return null
  },
}

function hearEvent([name, content]: [string, never]): Heard {
  if (name === 'message') return { type: 'delivered', messages: [content] }
  return { type: 'failed', reason: JSON.stringify(content) }
}

function hearAck(frame: string): Heard {
  const start = frame.indexOf('[')
  const id = Number(frame.slice(2, start))
  const [content] = JSON.parse(frame.slice(start))
  if (id === JOIN) return { type: 'joined', missed: content.missed }
  return { type: 'ack', number: id - 1, seq: content.seq }
}
