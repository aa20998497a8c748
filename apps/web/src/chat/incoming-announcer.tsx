import type { Message } from '@shopbell/chat-core'
import { useEffect, useRef, useState } from 'react'
import type { Me } from './room-session.ts'
import { systemLine } from './system-line.ts'

const KEPT_LINES = 5

/**
 * Reads new messages of others to people who do not see the list. A region of its own, because the list also grows
 * at its start and redraws: only what arrives after the first load is said, once.
 */
export function IncomingAnnouncer({ messages, me }: { messages: readonly Message[]; me: Me }) {
  const saidSeq = useRef<number | null>(null)
  const [lines, setLines] = useState<readonly { key: number; text: string }[]>([])

  useEffect(() => {
    const newestSeq = messages.at(-1)?.seq
    if (newestSeq === undefined) return
    const afterSeq = saidSeq.current
    saidSeq.current = Math.max(newestSeq, afterSeq ?? 0)
    if (afterSeq === null) return
    const news = messages
      .filter(({ seq, author }) => seq > afterSeq && author.id !== me.id)
      .map((message) => ({ key: message.seq, text: spoken(message, me) }))
    if (news.length > 0) setLines((before) => [...before, ...news].slice(-KEPT_LINES))
  }, [messages, me])

  return (
    <div aria-live="polite" className="sr-only">
      {lines.map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </div>
  )
}

function spoken(message: Message, me: Me): string {
  if (message.kind === 'system') return systemLine(message, me)
  const what = message.kind === 'note' ? 'Note by ' : ''
  return `${what}${message.author.name}: ${message.body}`
}
