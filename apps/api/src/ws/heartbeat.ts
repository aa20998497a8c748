import type { WebSocket } from 'ws'
import type { SocketLimits } from './socket-limits.ts'

/**
 * Pings the client and destroys the connection when no pong comes in time: a network that swallows packets says
 * nothing by itself. Also ends a socket that took too much to hold back, whatever filled it.
 */
export function keepHeartbeat(
  socket: WebSocket,
  limits: Pick<SocketLimits, 'pingEveryMs' | 'pongWithinMs' | 'bufferMaxBytes'>,
): void {
  let missing: NodeJS.Timeout | undefined
  const beat = setInterval(() => {
    if (socket.bufferedAmount > limits.bufferMaxBytes) return socket.terminate()
    if (socket.readyState !== socket.OPEN) return
    clearTimeout(missing)
    missing = setTimeout(() => socket.terminate(), limits.pongWithinMs)
    socket.ping()
  }, limits.pingEveryMs)
  beat.unref()

  socket.on('pong', () => clearTimeout(missing))
  socket.once('close', () => {
    clearInterval(beat)
    clearTimeout(missing)
  })
}
