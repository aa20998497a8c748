/** What is read piece by piece, at the pace of its one reader. */
export interface Source<Piece> {
  /** The next piece; null if there is none yet; a promise of either if it has to be fetched. Throws what ends it. */
  next(): Piece | null | Promise<Piece | null>
  /** After a null: calls `wake` once, later, when `next` may have something to say. Answers how to take that back. */
  onNews(wake: () => void): () => void
  /** Lets go of everything. It is not read any more. */
  close(): void
}

/** The same source, and `andThen` when it is closed. */
export const closing = <Piece>(source: Source<Piece>, andThen: () => void): Source<Piece> => ({
  next: () => source.next(),
  onNews: (wake) => source.onNews(wake),
  close() {
    source.close()
    andThen()
  },
})

const atOnce = async () => undefined

/**
 * Each piece in turn, until the signal aborts; then the source is closed.
 * @param ready resolves when the next piece may be taken
 */
export async function* readAll<Piece>(
  source: Source<Piece>,
  signal: AbortSignal,
  ready: () => Promise<void> = atOnce,
): AsyncGenerator<Piece, void> {
  try {
    while (!signal.aborted) {
      await ready()
      const piece = await source.next()
      if (piece === null) await news(source, signal)
      else if (!signal.aborted) yield piece
    }
  } finally {
    source.close()
  }
}

const news = (source: Source<unknown>, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const wake = () => {
      stopWaiting()
      signal.removeEventListener('abort', wake)
      resolve()
    }
    signal.addEventListener('abort', wake)
    const stopWaiting = source.onNews(wake)
  })
