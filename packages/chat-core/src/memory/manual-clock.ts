export interface ManualClock {
  /** Milliseconds since 1970. */
  nowMs(): number
  advance(ms: number): void
}

/** A clock that stands still but for `advance` and for `stepMs` with every look at it. */
export function createManualClock({
  startMs = 1_800_000_000_000,
  stepMs = 0,
}: {
  readonly startMs?: number
  readonly stepMs?: number
} = {}): ManualClock {
  let now = startMs
  return {
    nowMs() {
      now += stepMs
      return now
    },
    advance(ms) {
      now += ms
    },
  }
}
