/** What became of a reader's connections. */
export interface Turn {
  /** A connect began; the server asked it to move; its stream is open; it has no stream any more. */
  readonly what: 'dialled' | 'told' | 'live' | 'away'
  readonly address: string
  /** By this process's monotonic clock. */
  readonly atMs: number
  /** Why it has no stream: a close code, or what the stream was refused with. */
  readonly why?: string | number
}

/** What a reader went through, so that it can be said for how long it was without a stream, and how often it tried. */
export class Diary {
  readonly turns: Turn[] = []

  note(what: Turn['what'], address: string, why?: string | number): void {
    const turn = { what, address, atMs: performance.now() }
    this.turns.push(why === undefined ? turn : { ...turn, why })
  }

  of(what: Turn['what'], sinceMs = 0): readonly Turn[] {
    return this.turns.filter((turn) => turn.what === what && turn.atMs >= sinceMs)
  }

  /** How long each time without a stream was that began after `sinceMs`; one that lasts has no end. */
  absencesMs(sinceMs = 0): number[] {
    const absences: number[] = []
    let awayAtMs: number | null = null
    for (const { what, atMs } of this.turns) {
      if (what === 'away' && atMs >= sinceMs) awayAtMs ??= atMs
      if (what !== 'live' || awayAtMs === null) continue
      absences.push(atMs - awayAtMs)
      awayAtMs = null
    }
    return awayAtMs === null ? absences : [...absences, Number.POSITIVE_INFINITY]
  }
}
