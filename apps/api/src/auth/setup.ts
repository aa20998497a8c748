import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { type Agent, type AgentStore, ChatError } from '@shopbell/chat-core'
import type { Logger } from '../observability/logger.ts'
import { jitteredPause } from '../realtime/backoff.ts'
import { isWeakPassword } from './weak-password.ts'

export interface NewAdmin {
  readonly name: string
  readonly email: string
  readonly password: string
}

/** How a new shop gets its first administrator. */
export interface Setup {
  isNeeded(): Promise<boolean>
  /**
   * Prints the one-time token for whoever can read the log, if an administrator is needed. All nodes of a shop print
   * the same one, for nobody knows which of them will be asked. Never rejects: a node serves on while its database is
   * away, and asks again.
   */
  announce(): Promise<void>
  /** @throws ChatError `not_permitted` for a wrong or used token; `input_invalid` for a weak password or a taken address */
  createAdmin(input: NewAdmin & { readonly token: string }): Promise<void>
}

export interface SetupOptions {
  readonly agents: AgentStore
  readonly logger: Logger
  /** What all nodes of a shop know, and nobody else. */
  readonly secret: string
  /**
   * Signs a person up and answers their id; for a known address only with its right password.
   * Null for somebody else's address.
   */
  readonly signUp: (input: NewAdmin) => Promise<string | null>
}

const TOKEN_CHARS = 32

const digest = (text: string) => createHash('sha256').update(text).digest()

const hasAdmin = (staff: readonly Agent[]) => staff.some(({ role }) => role === 'admin')

export function createSetup({ agents, logger, secret, signUp }: SetupOptions): Setup {
  /** The attempt before, so that of two callers at once the second one finds the administrator of the first. */
  let attempt: Promise<unknown> = Promise.resolve()

  /** Good for the staff as it is, so that it is worth nothing once somebody has joined, whatever becomes of them. */
  function tokenFor(staff: readonly Agent[]): string {
    const ids = staff.map(({ id }) => id).sort()
    const message = ['first administrator', ...ids].join('\n')
    return createHmac('sha256', secret).update(message).digest('hex').slice(0, TOKEN_CHARS)
  }

  async function listPatiently(): Promise<readonly Agent[]> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await agents.listAgents()
      } catch (err) {
        logger.warn({ err }, 'nobody knows yet whether there is an administrator')
        await jitteredPause(attempt)
      }
    }
  }

  async function requireToken(presented: string): Promise<void> {
    const staff = await agents.listAgents()
    const isRight = timingSafeEqual(digest(tokenFor(staff)), digest(presented))
    if (isRight && !hasAdmin(staff)) return
    throw new ChatError('not_permitted', 'This setup token is wrong or has been used.')
  }

  async function makeAdmin({ name, email, password }: NewAdmin): Promise<void> {
    if (isWeakPassword(password)) {
      throw new ChatError('input_invalid', 'This password is easy to guess.', { field: 'password' })
    }
    const personId = await signUp({ name, email, password })
    if (!personId) {
      throw new ChatError('input_invalid', 'This address is in use.', { field: 'email' })
    }
    await agents.createAgent({ personId, name, role: 'admin' })
  }

  return {
    isNeeded: async () => !hasAdmin(await agents.listAgents()),
    async announce() {
      const staff = await listPatiently()
      if (hasAdmin(staff)) return
      logger.warn(
        `No administrator yet. Create one at /admin/setup with this one-time token: ${tokenFor(staff)}`,
      )
    },
    createAdmin({ token, ...input }) {
      const next = attempt.then(async () => {
        await requireToken(token)
        await makeAdmin(input)
      })
      attempt = next.catch(() => undefined)
      return next
    },
  }
}
