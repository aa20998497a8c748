import type { Heard, Speaker, Wire } from './wire.ts'

/** Acknowledgements count from 0 per socket: the first is the join's, message n has n + 1. */
const JOIN = 0

export const socketIoWire: Wire = {
  url: (port) => `ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`,
  headers: () => ({}),
  speak: () => socketIo,
}

/** Engine.IO 4 and Socket.IO 5 packets: `4` is a message, of which `0` connects, `2` is an event and `3` an ack. */
const socketIo: Speaker = {
  awaitsWelcome: true,
  greeting: '40',
  join: (roomId, after) =>
    `42${JOIN}${JSON.stringify(['join', { roomId, ...(after === null ? {} : { after }) }])}`,
  send: ({ number, ...message }) => [`42${number + 1}${JSON.stringify(['send', message])}`],
  hear(frame) {
    if (frame.startsWith('42')) return [hearEvent(JSON.parse(frame.slice(2)))]
    if (frame.startsWith('43')) return hearAck(frame)
    if (frame.startsWith('40')) return [{ type: 'welcome' }]
    if (frame === '2') return [{ type: 'answer', frame: '3' }]
    return []
  },
}

function hearEvent([name, content]: [string, never]): Heard {
  if (name === 'message') return { type: 'delivered', message: content }
  return { type: 'failed', reason: JSON.stringify(content) }
}

function hearAck(frame: string): readonly Heard[] {
  const start = frame.indexOf('[')
  const id = Number(frame.slice(2, start))
  const [content] = JSON.parse(frame.slice(start))
  if (id !== JOIN) return [{ type: 'ack', number: id - 1, seq: content.seq }]
  const missed = content.missed.map((message: never) => ({ type: 'delivered', message }))
  return [...missed, { type: 'joined' }]
}
