import { headersOf, type Person } from './person.ts'
import { Refused, type WireError } from './refused.ts'

export interface HttpCall {
  readonly address: string
  readonly person: Person
  readonly path: string
  readonly input: object
  readonly timeoutMs: number
}

/** One mutation over HTTP. Rejects with a refusal, or with whatever the network did. */
export async function callOverHttp<Data = unknown>(call: HttpCall): Promise<Data> {
  const { address, person, path, input, timeoutMs } = call
  const response = await fetch(`${address}/api/trpc/${path}`, {
    method: 'POST',
    headers: { ...headersOf(person), 'content-type': 'application/json' },
    body: JSON.stringify(input),
    signal: AbortSignal.timeout(timeoutMs),
  })
  const body = (await response.json()) as { result?: { data: Data }; error?: WireError }
  if (body.error) throw new Refused(body.error)
  if (!body.result) throw new Error(`Status ${response.status} and no answer of ours.`)
  return body.result.data
}
