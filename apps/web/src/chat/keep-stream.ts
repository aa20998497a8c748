import { fullJitterMs } from './backoff.ts'
import { type Refusal, toRefusal } from './refusal.ts'
import type { StreamObserver } from './room-transport.ts'

export interface KeptStream {
  /** Opens it again at once, also after a final refusal. */
  restart(): void
  /** Gives this opening up for another, after a wait as if the server had ended it. */
  reopen(): void
  stop(): void
}

export interface KeepStreamOptions<Frame> {
  readonly open: (observer: StreamObserver<Frame>) => () => void
  readonly onFrame: (frame: Frame) => void
  /** Told of every refusal before the next try; nothing is tried after one that is not retryable. */
  readonly onRefused: (refusal: Refusal) => void
}

const REOPEN_BACKOFF = { baseMs: 1_000, maxMs: 20_000 }

/**
 * Keeps one subscription open: whenever the server ends it, opens it again after a jittered wait, until it is stopped
 * or refused for good. tRPC itself reopens it after a lost socket, but not after an error.
 */
export function keepStream<Frame>({
  open,
  onFrame,
  onRefused,
}: KeepStreamOptions<Frame>): KeptStream {
  let attempt = 0
  /** Frames and ends of earlier openings are not ours any more. */
  let opening = 0
  let leave: () => void = () => undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const start = () => {
    opening += 1
    const current = opening
    leave = open({
      onFrame(frame) {
        if (current !== opening) return
        onFrame(frame)
        // Unless the frame was the reason to open another.
        if (current === opening) attempt = 0
      },
      onEnd(error) {
        if (current === opening) reopenAfter(error === null ? null : toRefusal(error))
      },
    })
  }

  const reopenAfter = (refusal: Refusal | null) => {
    opening += 1
    if (refusal) onRefused(refusal)
    if (refusal && !refusal.retryable) return
    const jitterMs = fullJitterMs(attempt, REOPEN_BACKOFF)
    attempt += 1
    timer = setTimeout(start, Math.max(refusal?.retryAfterMs ?? 0, jitterMs))
  }

  const stop = () => {
    clearTimeout(timer)
    opening += 1
    leave()
  }

  start()
  return {
    reopen() {
      leave()
      reopenAfter(null)
    },
    restart() {
      stop()
      attempt = 0
      start()
    },
    stop,
  }
}
