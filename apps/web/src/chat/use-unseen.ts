import type { Message } from '@shopbell/chat-core'
import { useEffect, useState } from 'react'
import type { Me } from './room-session.ts'

interface UnseenInput {
  readonly messages: readonly Message[]
  readonly me: Me
  readonly isAtEnd: boolean
}

/** Whether somebody else wrote something below what is in view, since its end was last in view. */
export function useUnseen({ messages, me, isAtEnd }: UnseenInput): boolean {
  const newestSeq = messages.at(-1)?.seq ?? 0
  const [seenSeq, setSeenSeq] = useState(newestSeq)
  useEffect(() => {
    if (isAtEnd) setSeenSeq(newestSeq)
  }, [isAtEnd, newestSeq])
  return !isAtEnd && messages.some(({ seq, author }) => seq > seenSeq && author.id !== me.id)
}
