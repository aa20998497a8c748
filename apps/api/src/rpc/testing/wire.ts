import { type RawData, WebSocket } from 'ws'

export interface WireOptions {
  /** Sent as the first frame, which is announced in the address; undefined: neither. */
  readonly params?: unknown
}

interface Heard {
  readonly id?: unknown
}

/** A socket that says whatever a test wants and keeps all that it hears. */
export interface Wire {
  readonly closeCode: number | null
  readonly closed: Promise<number>
  /** Sends a frame as JSON, or as it is. */
  say(frame: object | string | Buffer): void
  /** Resolves once `count` frames have come for the id, or for no id. */
  hears(id: unknown, count: number): Promise<void>
  /** The last frame for the id. */
  last(id: unknown): unknown
  /** All that came, in the order in which it came for each id. */
  heardById(): Readonly<Record<string, readonly unknown[]>>
  end(): void
}

const PATIENCE_MS = 10_000

export async function openWire(
  url: string,
  headers: Readonly<Record<string, string>>,
  options: WireOptions = {},
): Promise<Wire> {
  const hasParams = options.params !== undefined
  const socket = new WebSocket(hasParams ? `${url}?connectionParams=1` : url, { headers })
  const heard: (Heard | string)[] = []
  const checks = new Set<() => void>()
  let closeCode: number | null = null

  socket.on('message', (data: RawData) => {
    const text = String(data)
    heard.push(text.startsWith('{') ? JSON.parse(text) : text)
    for (const check of [...checks]) check()
  })
  const closed = new Promise<number>((resolve) => {
    socket.once('close', (code) => {
      closeCode = code
      resolve(code)
    })
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  socket.on('error', () => undefined)

  const of = (id: unknown) =>
    heard.filter((frame) => (typeof frame === 'string' ? frame === id : frame.id === id))
  const say: Wire['say'] = (frame) =>
    socket.send(typeof frame === 'string' || Buffer.isBuffer(frame) ? frame : JSON.stringify(frame))
  if (hasParams) say(typeof options.params === 'string' ? options.params : paramsFrame(options))

  return {
    get closeCode() {
      return closeCode
    },
    closed,
    say,
    last: (id) => of(id).at(-1),
    hears: (id, count) =>
      new Promise((resolve, reject) => {
        const check = () => {
          if (of(id).length < count) return
          checks.delete(check)
          clearTimeout(patience)
          resolve()
        }
        const patience = setTimeout(() => {
          const all = JSON.stringify(heard.slice(-8))
          reject(new Error(`Not ${count} frames for ${id}; it heard ${all}, close ${closeCode}`))
        }, PATIENCE_MS)
        checks.add(check)
        check()
      }),
    heardById() {
      const ids = [...new Set(heard.map((frame) => (typeof frame === 'string' ? frame : frame.id)))]
      const groups = ids.map((id) => [JSON.stringify(id), of(id)] as const)
      return Object.fromEntries(groups.sort(([one], [other]) => (one < other ? -1 : 1)))
    },
    end: () => socket.terminate(),
  }
}

const paramsFrame = ({ params }: WireOptions) => ({ method: 'connectionParams', data: params })
