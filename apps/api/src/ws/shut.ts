import type { CloseCode } from '@shopbell/chat-core'
import type { WebSocket } from 'ws'

/** Closes a socket, and destroys its connection if the client does not answer the close in time. */
export function shut(socket: WebSocket, code: CloseCode, withinMs: number): void {
  if (socket.readyState !== socket.OPEN) return
  socket.close(code)
  const timer = setTimeout(() => socket.terminate(), withinMs)
  timer.unref()
  socket.once('close', () => clearTimeout(timer))
}
