import { isTrackedEnvelope } from '@trpc/server'

/** One thing that a stream says, to however many: what it is on the wire is made once. */
export class Frame<Output> {
  /** As a procedure yields it. */
  readonly output: Output
  #result: string | undefined

  constructor(output: Output) {
    this.output = output
  }

  /** As JSON: the `result` of tRPC's answer to a subscription. */
  get result(): string {
    this.#result ??= JSON.stringify(toResult(this.output))
    return this.#result
  }
}

function toResult(output: unknown): object {
  if (!isTrackedEnvelope(output)) return { type: 'data', data: output }
  const [id, data] = output
  return { type: 'data', data: { id, data }, id }
}
