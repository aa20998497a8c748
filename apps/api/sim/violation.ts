/** What a run found wrong. */
export interface Violation {
  readonly kind: /** A log in which a room changes hands as it cannot, or that says something else than the tables. */
    | 'owners'
    /** An agent who was given a room while they owned as many as they may. */
    | 'limit'
    /** A room that routing took out of line before one that stood in front of it. */
    | 'order'
    /** A room that goes on waiting although somebody could take it. */
    | 'forgotten'
    /** Anything that is thrown and is no refusal: a deadlock, above all. */
    | 'error'
  readonly text: string
}
