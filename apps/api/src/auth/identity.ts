import type {
  Agent,
  AgentStore,
  Bus,
  CustomerStore,
  CustomerToken,
  Notice,
} from '@shopbell/chat-core'
import { gathered } from '../realtime/gathered.ts'
import { BriefCache } from './brief-cache.ts'

/** A person with a live session. The address is theirs to see, and nobody else's. */
export interface SignedIn {
  readonly sessionId: string
  readonly person: { readonly id: string; readonly name: string; readonly email: string }
}

/** Answers whose a credential is. Asked on every call; remembers for seconds, forgets on every revocation. */
export interface Identity {
  /** @param tokenHash of a customer's token */
  customer(tokenHash: string): Promise<CustomerToken | null>
  /** @param cookies the request's whole Cookie header */
  signedIn(cookies: string): Promise<SignedIn | null>
  agent(personId: string): Promise<Agent | null>
}

export interface IdentityOptions {
  /** The person of a live session cookie, out of the database. */
  readonly readSession: (cookies: string) => Promise<SignedIn | null>
  readonly customers: CustomerStore
  readonly agents: AgentStore
  readonly bus: Bus
}

/** How long a change that no notice told of may stay unseen. */
const TTL_MS = 2_000
const MAX_ENTRIES = 10_000
/** Many customers come back at once when a node was restarted: theirs is one query. */
const TOKENS_TOGETHER = { atOnceMax: 1_000, withinMs: 5_000 }
/** After these nothing is taken for granted; the last one may stand for any of the others. */
const UNSETTLING: ReadonlySet<Notice['type']> = new Set([
  'access.revoked',
  'agent.changed',
  'bus.resumed',
])

export function createIdentity(options: IdentityOptions): Identity {
  const { readSession, customers, agents, bus } = options
  const findToken = gathered(TOKENS_TOGETHER, (hashes: readonly string[]) =>
    customers.findTokens(hashes),
  )
  const memory = { ttlMs: TTL_MS, maxEntries: MAX_ENTRIES }
  const tokens = new BriefCache<CustomerToken | null>(memory)
  const sessions = new BriefCache<SignedIn | null>(memory)
  const staff = new BriefCache<Agent | null>(memory)

  bus.subscribe(({ type }) => {
    if (!UNSETTLING.has(type)) return
    for (const cache of [tokens, sessions, staff]) cache.clear()
  })

  return {
    customer: (tokenHash) => tokens.get(tokenHash, () => findToken(tokenHash)),
    signedIn: async (cookies) =>
      cookies === '' ? null : sessions.get(cookies, () => readSession(cookies)),
    agent: (personId) => staff.get(personId, () => agents.findAgentOfPerson(personId)),
  }
}
