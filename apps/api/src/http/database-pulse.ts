import { performance } from 'node:perf_hooks'
import { every } from '../realtime/every.ts'
import { within } from '../realtime/within.ts'

export interface DatabasePulse {
  /** Whether the database has answered lately. Never waits for it. */
  readonly isFelt: () => boolean
  readonly stop: () => void
}

export interface DatabasePulseOptions {
  /** Rejects when the database does not answer; may also hang. */
  readonly ping: () => Promise<void>
  /** Told each time that `isFelt` has changed; with the last error when it was lost. */
  readonly onChange: (isFelt: boolean, error: unknown) => void
  readonly everyMs?: number
  /** Longer than a database takes to start again, so that such a moment moves nobody elsewhere. */
  readonly silenceMaxMs?: number
}

/** Asks the database again and again whether it is there, one question at a time, so that nobody else has to wait. */
export function feelPulse({
  ping,
  onChange,
  everyMs = 1_000,
  silenceMaxMs = 5_000,
}: DatabasePulseOptions): DatabasePulse {
  // It was just opened.
  let answeredAtMs = performance.now()
  let wasFelt = true
  let lastError: unknown
  const isFelt = () => performance.now() - answeredAtMs <= silenceMaxMs

  const stop = every({ intervalMs: everyMs, onError: () => undefined }, async () => {
    try {
      await within(2 * everyMs, ping())
      answeredAtMs = performance.now()
    } catch (error) {
      lastError = error
    }
    if (isFelt() === wasFelt) return
    wasFelt = !wasFelt
    onChange(wasFelt, wasFelt ? undefined : lastError)
  })
  return { isFelt, stop }
}
