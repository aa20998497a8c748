'use client'

import type { InboxFilter } from '@shopbell/chat-core'
import { Button } from '@/ui/button'
import { goTo } from '../support-url.ts'
import { useInboxCounts } from './inbox-query.ts'

const sentences: Record<InboxFilter, readonly [title: string, text: string]> = {
  mine: ['No room of yours is open', 'A chat you take stays here until you close it.'],
  waiting: ['Nobody is waiting', 'New chats appear here by themselves.'],
  open: ['No room is open', 'Chats that an agent has taken are listed here.'],
  closed: ['Nothing has been closed yet', 'Closed rooms stay here and can be reopened.'],
}

/** What an empty list says, and what to do about it. */
export function InboxEmpty({ filter }: { filter: InboxFilter }) {
  const [title, text] = sentences[filter]
  const waiting = useInboxCounts()?.waiting ?? 0
  return (
    <Notice title={title} text={text}>
      {filter === 'mine' && waiting > 0 && (
        <Button onClick={() => goTo({ roomId: null, filter: 'waiting' })}>
          See who is waiting
        </Button>
      )}
    </Notice>
  )
}

/** What a list says that could not be read. */
export function InboxFailed({ onRetry }: { onRetry: () => void }) {
  return (
    <Notice
      title="The list could not be read"
      text="Nothing is lost. It is tried again as soon as the connection is back."
    >
      <Button onClick={onRetry}>Try now</Button>
    </Notice>
  )
}

interface NoticeProps {
  title: string
  text: string
  children: React.ReactNode
}

function Notice({ title, text, children }: NoticeProps) {
  return (
    <div className="grid justify-items-center gap-1.5 px-6 pt-16 text-center">
      <p className="font-semibold">{title}</p>
      <p className="max-w-[32ch] text-balance text-soft">{text}</p>
      <div className="mt-3 min-h-10">{children}</div>
    </div>
  )
}
