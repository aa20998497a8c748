/** tRPC's error shape, as far as a client of ours looks at it. */
export interface WireError {
  readonly message: string
  readonly data?: { readonly chat?: { readonly code: string; readonly retryable: boolean } }
}

/** The server understood the call and said no. Everything else that goes wrong is worth another attempt. */
export class Refused extends Error {
  readonly code: string
  /** All of it, as it came over the wire. */
  readonly wire: WireError
  readonly retryable: boolean

  constructor(error: WireError) {
    super(error.message)
    this.wire = error
    this.code = error.data?.chat?.code ?? 'unknown'
    this.retryable = error.data?.chat?.retryable ?? true
  }
}

/** Whether asking again, unchanged, would be answered the same for ever. */
export const isFinal = (error: unknown): boolean => error instanceof Refused && !error.retryable
