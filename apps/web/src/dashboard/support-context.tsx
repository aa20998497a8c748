'use client'

import type { Agent } from '@shopbell/chat-core'
import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { ApiClient } from '@/chat/api-client'
import type { Outbox } from '@/chat/outbox'
import type { RoomTransport } from '@/chat/room-transport'
import type { Staff } from './shell/read-staff.ts'

export interface SupportServices {
  readonly api: ApiClient
  readonly transport: RoomTransport
  readonly outbox: Outbox
  readonly staff: Staff
}

export const SupportContext = createContext<SupportServices | null>(null)

/** What the whole dashboard shares and never changes while it is open. */
export function useSupport(): SupportServices {
  const services = useContext(SupportContext)
  if (!services) throw new Error('Only inside SupportProvider.')
  return services
}

export const meKey = ['agent', 'me'] as const
export const agentsKey = ['agent', 'list'] as const
export const groupsKey = ['group', 'list'] as const

/** The agent at this screen, kept up to date by the inbox stream. */
export function useMe(): Agent {
  const { api, staff } = useSupport()
  const { data } = useQuery({
    queryKey: meKey,
    queryFn: () => api.trpc.agent.me.query(),
    initialData: staff.agent,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data
}
