const DEADLINE_MS = 10_000

export interface Tape<Frame> {
  /** Everything that has come so far, in order. */
  readonly frames: readonly Frame[]
  /** Resolves with the first frame, from the beginning, that matches. Rejects when the stream ends or takes too long. */
  first(matches: (frame: Frame) => boolean): Promise<Frame>
  /** Resolves as soon as `done` holds for all frames together. */
  until(done: (frames: readonly Frame[]) => boolean): Promise<void>
  /** Resolves when the stream has ended, with what it threw or null. */
  readonly ended: Promise<unknown>
}

/** Reads a stream to its end and lets a test wait for what it is to say. */
export function record<Frame>(source: AsyncIterable<Frame>): Tape<Frame> {
  const frames: Frame[] = []
  const listeners = new Set<() => void>()

  const ended = (async () => {
    try {
      for await (const frame of source) {
        frames.push(frame)
        for (const listener of [...listeners]) listener()
      }
      return null
    } catch (error) {
      return error
    }
  })()

  const until = (done: (frames: readonly Frame[]) => boolean) =>
    new Promise<void>((resolve, reject) => {
      const settle = (finish: () => void) => {
        clearTimeout(timer)
        listeners.delete(check)
        finish()
      }
      const fail = (why: string) =>
        settle(() => reject(new Error(`${why}; it had said ${JSON.stringify(frames.slice(-5))}`)))
      const check = () => {
        if (done(frames)) settle(resolve)
      }
      const timer = setTimeout(() => fail('The stream did not say it in time'), DEADLINE_MS)
      listeners.add(check)
      void ended.then((error) => fail(`The stream ended with ${error}`))
      check()
    })

  return {
    frames,
    until,
    ended,
    async first(matches) {
      await until((all) => all.some(matches))
      const found = frames.find(matches)
      if (found === undefined) throw new Error('A frame was found and is gone')
      return found
    },
  }
}
