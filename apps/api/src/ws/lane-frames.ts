type RequestId = number | string

/** A procedure that is called in tRPC's wire format, if there is nothing unusual about it. */
export interface LaneCall {
  readonly id: RequestId
  readonly type: 'query' | 'mutation' | 'subscription'
  readonly path: string
  /** With the `lastEventId` that tRPC's client adds when it comes back. */
  readonly input: unknown
  /** As it came. */
  readonly raw: unknown
}

/** The end of a subscription, asked for by its client. */
export interface LaneStop {
  readonly id: RequestId
  readonly type: 'stop'
  readonly raw: unknown
}

type Json = Readonly<Record<string, unknown>>

const TYPES: ReadonlySet<unknown> = new Set(['query', 'mutation', 'subscription'])

const isType = (method: unknown): method is LaneCall['type'] => TYPES.has(method)

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isRequestId = (id: unknown): id is RequestId =>
  typeof id === 'number' || typeof id === 'string'

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The calls of a frame, or null if there is anything about it that only tRPC is to judge. */
export function readCalls(text: string, batchMax: number): readonly (LaneCall | LaneStop)[] | null {
  const json = parse(text)
  if (!Array.isArray(json)) {
    const call = readCall(json)
    return call && [call]
  }
  if (json.length > batchMax) return null
  const calls = json.map(readCall)
  return calls.every((call) => call !== null) ? calls : null
}

function readCall(raw: unknown): LaneCall | LaneStop | null {
  if (!isObject(raw) || raw['jsonrpc'] !== undefined) return null
  const { id, method, params } = raw
  if (!isRequestId(id)) return null
  if (method === 'subscription.stop') return { id, type: 'stop', raw }
  if (!isType(method) || !isObject(params)) return null
  const { path, input, lastEventId } = params
  if (typeof path !== 'string') return null
  if (lastEventId !== undefined && typeof lastEventId !== 'string') return null
  return {
    id,
    type: method,
    path,
    input: lastEventId === undefined ? input : withLastEventId(input, lastEventId),
    raw,
  }
}

/** As tRPC's adapter does it. */
const withLastEventId = (input: unknown, lastEventId: string): unknown =>
  isObject(input) ? { ...input, lastEventId } : (input ?? { lastEventId })

/** The parameters that a client says who it is with, in its first frame; undefined if it is no such frame. */
export function readParams(text: string): Readonly<Record<string, string>> | null | undefined {
  const json = parse(text)
  const data = isObject(json) ? json['data'] : undefined
  if (data === null) return null
  const isParams = isObject(data) && Object.values(data).every((value) => typeof value === 'string')
  return isParams ? (data as Readonly<Record<string, string>>) : undefined
}

const answer = (id: RequestId, rest: string): string => `{"id":${JSON.stringify(id)},${rest}}`

/** What tRPC's adapter would send. */
export const laneAnswers = {
  /** @param result see `Frame.result` */
  result: (id: RequestId, result: string) => answer(id, `"result":${result}`),
  data: (id: RequestId, data: unknown) =>
    answer(id, `"result":${JSON.stringify({ type: 'data', data })}`),
  started: (id: RequestId) => answer(id, '"result":{"type":"started"}'),
  stopped: (id: RequestId) => answer(id, '"result":{"type":"stopped"}'),
  error: (id: RequestId, shape: unknown) => answer(id, `"error":${JSON.stringify(shape)}`),
}
