import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { type AgentStore, ChatError } from '@shopbell/chat-core'
import type { Logger } from '../observability/logger.ts'
import { isWeakPassword } from './weak-password.ts'

export interface NewAdmin {
  readonly name: string
  readonly email: string
  readonly password: string
}

/** How a new shop gets its first administrator. */
export interface Setup {
  isNeeded(): Promise<boolean>
  /** Prints the one-time token for whoever can read the log, if an administrator is needed. */
  announce(): Promise<void>
  /** @throws ChatError `not_permitted` for a wrong or used token; `input_invalid` for a weak password or a taken address */
  createAdmin(input: NewAdmin & { readonly token: string }): Promise<void>
}

export interface SetupOptions {
  readonly agents: AgentStore
  readonly logger: Logger
  /**
   * Signs a person up and answers their id; for a known address only with its right password.
   * Null for somebody else's address.
   */
  readonly signUp: (input: NewAdmin) => Promise<string | null>
}

const TOKEN_BYTES = 16

const digest = (text: string) => createHash('sha256').update(text).digest()

export function createSetup({ agents, logger, signUp }: SetupOptions): Setup {
  let token: string | null = null

  const isNeeded = async () => !(await agents.listAgents()).some(({ role }) => role === 'admin')

  /** Takes the token out of circulation, so that two callers at once cannot both use it. */
  function take(presented: string): string {
    const issued = token
    if (!issued || !timingSafeEqual(digest(issued), digest(presented))) {
      throw new ChatError('not_permitted', 'This setup token is wrong or has been used.')
    }
    token = null
    return issued
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
    isNeeded,
    async announce() {
      if (!(await isNeeded())) return
      token = randomBytes(TOKEN_BYTES).toString('hex')
      logger.warn(
        `No administrator yet. Create one at /admin/setup with this one-time token: ${token}`,
      )
    },
    async createAdmin(input) {
      const issued = take(input.token)
      try {
        await makeAdmin(input)
      } catch (error) {
        token = issued
        throw error
      }
    },
  }
}
