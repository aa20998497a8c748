import type { House } from '../stage/stage.ts'

/** Figures of one run, by name; units are in the names. */
export type Figures = Readonly<Record<string, number>>

/** Something that is done to each of several subjects, to compare them: variants of a server, or sizes of a database. */
export interface Suite {
  readonly title: string
  /** What a reader has to know to read its table. */
  readonly about: string
  /** Titles by id, in the order of the table. */
  readonly subjects: Readonly<Record<string, string>>
  /** The subject that the ratios of the table are to. */
  readonly base: string
  readonly columns: readonly Column[]
  readonly repeats: number
  /** Why a subject cannot be measured on this machine, or null. */
  whyNot?(subject: string): string | null
  /** Throws if a promise was broken while it was measured. */
  run(house: House, subject: string, timing: Timing): Promise<Figures>
}

export interface Timing {
  readonly warmUpMs: number
  readonly windowMs: number
}

export interface Column {
  readonly figure: string
  readonly title: string
  readonly digits: number
  /** Shows how far the repeats are apart, or how many times the base it is. */
  readonly shows?: 'spread' | 'ratio'
}
