import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Stage } from '../stage.ts'
import { headersOf, type Person } from './person.ts'
import { Refused } from './refused.ts'
import { WireSocket } from './wire-socket.ts'

export interface Probe {
  stop(): Promise<{ readonly asked: number; readonly failed: number }>
}

/** What belongs into a log and never into an answer: queries, names in the schema, stacks, addresses, other programs. */
const INSIDES =
  /\bat [\w.<>]+ \(|\bat file:|node_modules|\bselect\b.*\bfrom\b|insert into|\bupdate \w+ set\b|constraint|_pkey|_unique|relation "|postgres|drizzle|ECONN|EPIPE|CONNECTION_|terminating|statement timeout|database system|\bsql\b/i
const EVERY_MS = 25
const GIVE_UP_MS = 3_000

/**
 * Asks all kinds of things all the time, over every road, and looks at what the answers say when they are failures.
 */
export function startProbing(stage: Stage): Probe {
  const { cluster, recorder, conversations, timing } = stage
  const [conversation] = conversations
  if (!conversation) throw new Error('There is nobody who could ask.')
  const { customer, agent, roomId } = conversation
  const counts = { asked: 0, failed: 0 }
  let isStopped = false

  const look = (where: string, text: string) => {
    counts.failed += 1
    const [found] = text.match(INSIDES) ?? []
    if (found) recorder.observe('told-insides', `${where} said "${found}": ${text.slice(0, 400)}`)
  }
  const fetchText = async (person: Person, path: string, body?: object) => {
    counts.asked += 1
    const address = cluster.addresses[counts.asked % cluster.addresses.length] ?? ''
    const response = await fetch(`${address}${path}`, {
      headers: { ...headersOf(person), 'content-type': 'application/json' },
      signal: AbortSignal.timeout(GIVE_UP_MS),
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    }).catch(() => null)
    const text = await response?.text().catch(() => '')
    if (response && text && response.status >= 400) look(`${response.status} of ${path}`, text)
  }
  const callSocket = async (person: Person, path: string, input: object) => {
    counts.asked += 1
    const socket = await new Promise<WireSocket | null>((resolve) => {
      const dialled: WireSocket = new WireSocket({
        address: cluster.addresses[counts.asked % cluster.addresses.length] ?? '',
        person,
        timing,
        onOpen: () => resolve(dialled),
        onReply: ({ error }) => error && look('a socket', JSON.stringify(error)),
        onEnd: () => resolve(null),
      })
    })
    await socket?.mutate(path, input).catch((error) => {
      if (error instanceof Refused) look(`${path} over a socket`, JSON.stringify(error.wire))
    })
    socket?.close()
  }

  const query = (path: string, input: object) =>
    `/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`
  const questions: readonly (() => Promise<void>)[] = [
    () => fetchText(customer, query('widget.room', {})),
    () => fetchText(agent, query('inbox.list', { filter: 'open' })),
    () => fetchText(agent, query('room.profile', { roomId })),
    () => fetchText(customer, `/api/chat/room/${roomId}/messages`),
    () => fetchText(agent, '/api/chat/support/rooms?filter=mine'),
    () => fetchText(customer, '/api/chat/session', {}),
    () => fetchText(agent, '/api/auth/get-session'),
    () =>
      fetchText(agent, '/api/auth/sign-in/email', {
        email: 'a@b.example',
        password: 'x'.repeat(20),
      }),
    () => fetchText(agent, '/api/trpc/room.note', { roomId, clientId: randomUUID(), body: '' }),
    () => fetchText(customer, '/api/ready'),
    () => callSocket(agent, 'room.markRead', { roomId, seq: 1 }),
    () => callSocket(customer, 'room.typing', { roomId, active: true }),
  ]
  const loops = questions.map(async (ask) => {
    while (!isStopped) {
      await ask()
      await sleep(EVERY_MS)
    }
  })
  return {
    async stop() {
      isStopped = true
      await Promise.all(loops)
      return counts
    },
  }
}
