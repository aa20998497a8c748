'use client'

import clsx from 'clsx'
import { useStore } from 'zustand'
import type { ConnectionStatus } from '@/chat/connection'
import { connectionSentence } from '@/chat/connection-words'
import { LastTry } from '@/chat/last-try'
import { useSupport } from '../support-context.tsx'

const words: Record<ConnectionStatus, string> = {
  idle: '',
  live: '',
  connecting: '',
  reconnecting: 'Reconnecting…',
  // The same word: what is new is said below the list, once.
  unreachable: 'Reconnecting…',
  offline: 'You are offline',
}

/** What is wrong with the connection, in a word or two; empty while nothing is. */
export function useConnectionWords(): string {
  const { api } = useSupport()
  return useStore(api.connection, (connection) => words[connection.status])
}

/** Under the list, once a loss has lasted: what becomes of what is written, and the way to try again. */
export function ConnectionNotice({ className }: { className?: string }) {
  const { api, outbox } = useSupport()
  const connection = useStore(api.connection)
  const sentence = connectionSentence(connection, new Date())
  const tryNow = () => {
    api.connect()
    outbox.wake()
  }
  return (
    <div
      className={clsx(
        'text-[13px] text-closed-ink',
        sentence && 'rounded-row bg-closed px-3 py-2',
        sentence && className,
      )}
    >
      <p role="status">{sentence}</p>
      {connection.status === 'unreachable' && (
        <LastTry triedAtMs={connection.triedAtMs} onTryNow={tryNow} />
      )}
    </div>
  )
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
