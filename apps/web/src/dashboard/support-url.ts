'use client'

import type { InboxFilter } from '@shopbell/chat-core'
import { useSearchParams } from 'next/navigation'

export const inboxFilters = ['mine', 'waiting', 'open', 'closed'] as const satisfies InboxFilter[]

const isFilter = (value: string | null): value is InboxFilter =>
  inboxFilters.some((filter) => filter === value)

export interface SupportPlace {
  readonly roomId: string | null
  readonly filter: InboxFilter
}

/** Which list and which room the address names. */
export function useSupportPlace(): SupportPlace {
  const params = useSearchParams()
  const filter = params.get('filter')
  return { roomId: params.get('room'), filter: isFilter(filter) ? filter : 'mine' }
}

/** The address of a place, for a link or for `goTo`. */
export function hrefOf({ roomId, filter }: SupportPlace): string {
  const params = new URLSearchParams({ filter })
  if (roomId) params.set('room', roomId)
  return `?${params}`
}

/** Shows another place without asking the server for a page. The browser's Back returns from it. */
export function goTo(place: SupportPlace): void {
  if (hrefOf(place) !== location.search) window.history.pushState(null, '', hrefOf(place))
}
