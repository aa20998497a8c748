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

/** What is wrong with the connection, in a word or two; empty while nothing is. */
export function useConnectionWords(): string {
  const { api } = useSupport()
  return useStore(api.connection, (connection) => words[connection.status])
}

/** The state of the connection, in a place that is always kept free for it. What is typed meanwhile is sent later. */
export function ConnectionLine() {
  const text = useConnectionWords()
  return (
    <span role="status" className="min-w-0 flex-1 truncate text-faint text-xs">
      {text}
    </span>
  )
}
