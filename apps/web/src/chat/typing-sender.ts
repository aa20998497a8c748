import { limits } from '@shopbell/chat-core'

export interface TypingSender {
  /** Call with the whole text after every change of it. */
  changed(text: string): void
  /** The text was sent: its message says that typing is over. */
  sent(): void
  /** Says that typing is over, if it was said to be on. */
  stop(): void
}

/** No key for this long counts as having stopped. */
const IDLE_AFTER_MS = limits.typingEveryMs + 1_000

/** Tells the others that one types: at most once every `typingEveryMs`, and once when it stops. */
export function createTypingSender(signal: (active: boolean) => void): TypingSender {
  let saidAtMs: number | null = null
  let idleTimer: ReturnType<typeof setTimeout> | undefined

  const forget = () => {
    clearTimeout(idleTimer)
    saidAtMs = null
  }

  const stop = () => {
    const wasOn = saidAtMs !== null
    forget()
    if (wasOn) signal(false)
  }

  return {
    changed(text) {
      if (text.trim() === '') return stop()
      clearTimeout(idleTimer)
      idleTimer = setTimeout(stop, IDLE_AFTER_MS)
      const nowMs = performance.now()
      if (saidAtMs !== null && nowMs - saidAtMs < limits.typingEveryMs) return
      saidAtMs = nowMs
      signal(true)
    },
    sent: forget,
    stop,
  }
}
