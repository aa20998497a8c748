/** What can be wrong with a run, by the check of the plan that finds it. */
export type FindingKind =
  /** O1: meant to be sent, and not stored. */
  | 'lost'
  /** O2: acknowledged, and not stored there; or refused, and stored. */
  | 'phantom'
  /** O3: one message, stored twice. */
  | 'duplicated'
  /** O4: a log that is not 1, 2, 3 to its end. */
  | 'hole'
  /** O5: a reader lacks something of the log, has it twice, out of order, or has what is not in it. */
  | 'missing'
  | 'doubled'
  | 'disordered'
  | 'foreign'
  /** O5: a customer was told what only staff may know. */
  | 'leaked'
  /** O6: an author's messages in another order than they were sent in. */
  | 'inverted'
  /** O7: two readers of a room saw two things at one place. */
  | 'disagreed'
  /** O8: a room that two accepted, an agent with more rooms than they may have. */
  | 'owned'
  | 'over-capacity'
  /** O9: what a reader shows is not what a fresh snapshot shows. */
  | 'stale'
  /** O10 and O11: too late. */
  | 'late'
  /** O12: something that must never be counted or logged; a reader who lost its place without being told to. */
  | 'gap'
  | 'restarted'
  | 'expelled'
  | 'alarm'
  | 'crash'
  /** What a scenario saw for itself. */
  | (string & {})

export interface Finding {
  readonly kind: FindingKind
  readonly text: string
}
