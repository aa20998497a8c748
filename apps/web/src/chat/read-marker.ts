export interface ReadMarker {
  /** A message of the other side with this seq is on the screen. */
  shown(seq: number): void
  /** Whether somebody looks: the tab is visible and focused and the end of the list is in view. */
  setAttentive(isAttentive: boolean): void
  dispose(): void
}

/** What is in view for less than this was not read. */
const READ_AFTER_MS = 1_000
const RETRY_AFTER_MS = 5_000

/**
 * Moves the own read cursor: only while somebody looks, a second late, and only forward.
 * @param mark one attempt; a rejected one is tried again while somebody still looks
 */
export function createReadMarker(mark: (seq: number) => Promise<unknown>): ReadMarker {
  let shownSeq = 0
  let markedSeq = 0
  let isAttentive = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const schedule = (waitMs: number) => {
    clearTimeout(timer)
    if (isAttentive && shownSeq > markedSeq) timer = setTimeout(() => void run(), waitMs)
  }

  const run = async () => {
    const seq = shownSeq
    try {
      await mark(seq)
      markedSeq = Math.max(markedSeq, seq)
      schedule(READ_AFTER_MS)
    } catch {
      schedule(RETRY_AFTER_MS)
    }
  }

  return {
    shown(seq) {
      if (seq <= shownSeq) return
      shownSeq = seq
      schedule(READ_AFTER_MS)
    },
    setAttentive(next) {
      isAttentive = next
      schedule(READ_AFTER_MS)
    },
    dispose() {
      isAttentive = false
      clearTimeout(timer)
    },
  }
}
