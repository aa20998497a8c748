import type { Message, MessagePage, RoomView } from '@shopbell/chat-core'
import { customerCookieName } from '../../src/auth/customer-token.ts'
import { keyOfMessage } from '../oracle/reader-tape.ts'
import type { LogEntry, RoomTable } from '../oracle/tables.ts'
import { callOverHttp } from './http-call.ts'
import { intentOfBody } from './outbox.ts'
import { headersOf, type Person } from './person.ts'

/** A customer as the public procedures know them, where nobody can look into the database. */
export interface Newcomer {
  readonly person: Person
  readonly roomId: string
}

const GIVE_UP_MS = 10_000

async function query<Data>(address: string, person: Person, call: string): Promise<Data> {
  const response = await fetch(`${address}/api/trpc/${call}`, { headers: headersOf(person) })
  const body = (await response.json()) as { result?: { data: Data } }
  if (!body.result) throw new Error(`${call.split('?')[0]} answered ${response.status}.`)
  return body.result.data
}

/** Somebody who opens the widget for the first time. */
export async function signInCustomer(address: string): Promise<Newcomer> {
  const nobody: Person = { id: '', name: 'Customer', actAs: 'customer', cookie: '' }
  const { customer, token } = await callOverHttp<{ customer: { id: string }; token: string }>({
    address,
    person: nobody,
    path: 'widget.session',
    input: { bearer: true },
    timeoutMs: GIVE_UP_MS,
  })
  const cookie = `${customerCookieName(false)}=${token}`
  const person = { ...nobody, id: customer.id, cookie }
  const { view } = await query<{ view: RoomView }>(address, person, 'widget.room')
  return { person, roomId: view.roomId }
}

/** The whole log of their room, page by page. */
export async function readLog(address: string, { person, roomId }: Newcomer): Promise<RoomTable> {
  const log: LogEntry[] = []
  for (let hasMore = true; hasMore; ) {
    const input = { roomId, afterSeq: log.at(-1)?.seq ?? 0, limit: 100 }
    const call = `room.messages?input=${encodeURIComponent(JSON.stringify(input))}`
    const { messages } = await query<MessagePage>(address, person, call)
    log.push(...messages.map(toEntry))
    hasMore = messages.length === input.limit
  }
  return { roomId, lastSeq: log.length, status: 'waiting', assigneeId: null, log }
}

const toEntry = (message: Message): LogEntry => ({
  seq: message.seq,
  key: keyOfMessage(message),
  kind: message.kind,
  clientId: message.kind === 'system' ? null : message.clientId,
  says: message.kind === 'system' ? null : intentOfBody(message.body),
  fact: message.kind === 'system' ? message.fact : null,
})
