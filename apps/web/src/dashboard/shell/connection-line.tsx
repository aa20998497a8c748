'use client'

import { useStore } from 'zustand'
import type { ConnectionStatus } from '@/chat/connection'
import { useSupport } from '../support-context.tsx'

const words: Record<ConnectionStatus, string> = {
  idle: '',
  live: '',
  connecting: '',
  reconnecting: 'Reconnecting…',
  offline: 'You are offline',
}

/** The state of the connection, in a place that is always kept free for it. What is typed meanwhile is sent later. */
export function ConnectionLine() {
  const { api } = useSupport()
  const status = useStore(api.connection, (connection) => connection.status)
  return (
    <span role="status" className="min-w-0 flex-1 truncate text-faint text-xs">
      {words[status]}
    </span>
  )
}
