import { useSyncExternalStore } from 'react'

interface Ticker {
  readonly subscribe: (listener: () => void) => () => void
  readonly read: () => number
}

const tickers = new Map<number, Ticker>()

/** One timer for everybody who looks at the same granularity, running only while somebody does. */
function tickerOf(everyMs: number): Ticker {
  const known = tickers.get(everyMs)
  if (known) return known
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setInterval> | undefined
  const tick = () => {
    for (const listener of listeners) listener()
  }
  const ticker: Ticker = {
    subscribe(listener) {
      listeners.add(listener)
      timer ??= setInterval(tick, everyMs)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
    read: () => Math.floor(Date.now() / everyMs) * everyMs,
  }
  tickers.set(everyMs, ticker)
  return ticker
}

/** This browser's clock in ms, redrawing every `everyMs` and rounded down to it. */
export function useNow(everyMs: number): number {
  const ticker = tickerOf(everyMs)
  return useSyncExternalStore(ticker.subscribe, ticker.read)
}
