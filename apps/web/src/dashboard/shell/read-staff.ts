import type { Agent } from '@shopbell/chat-core'
import { cookies } from 'next/headers'
import { shopApi } from '@/shop/shop-api'

export interface Staff {
  readonly person: { readonly id: string; readonly name: string; readonly email: string }
  readonly agent: Agent
}

export type StaffAnswer =
  | { readonly kind: 'staff'; readonly staff: Staff }
  | { readonly kind: 'signed-out' | 'not-staff' | 'unreachable' }

/**
 * Asks the API who the request's cookies belong to, to show the right page. It keeps nobody out: the API decides
 * again on every call.
 */
export async function readStaff(): Promise<StaffAnswer> {
  const cookie = (await cookies()).toString()
  try {
    const account = await shopApi(cookie).account.me.query()
    if (!account) return { kind: 'signed-out' }
    const { person, agent } = account
    return agent ? { kind: 'staff', staff: { person, agent } } : { kind: 'not-staff' }
  } catch {
    return { kind: 'unreachable' }
  }
}
