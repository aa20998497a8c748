import { monitorEventLoopDelay } from 'node:perf_hooks'

export interface LoopLag {
  /** How late the event loop was, most of the last second. */
  readonly lagMs: () => number
  readonly close: () => void
}

const RESOLUTION_MS = 20
const WINDOW_MS = 1_000
/** One long pause in a second is no overload; being late nearly every time is. */
const PERCENTILE = 90
const NS_PER_MS = 1e6

/** Watches how late this process is at everything it does. */
export function watchLoopLag(): LoopLag {
  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delays.enable()
  let lagMs = 0
  const timer = setInterval(() => {
    lagMs = delays.count > 0 ? delays.percentile(PERCENTILE) / NS_PER_MS : 0
    delays.reset()
  }, WINDOW_MS)
  timer.unref()
  return {
    lagMs: () => lagMs,
    close() {
      clearInterval(timer)
      delays.disable()
    },
  }
}
