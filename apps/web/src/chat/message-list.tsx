import type { Message } from '@shopbell/chat-core'
import clsx from 'clsx'
import { ArrowDown } from 'lucide-react'
import { type ReactNode, useEffect, useMemo } from 'react'
import styles from './chat.module.css'
import { drawBlock } from './draw-block.tsx'
import { groupMessages } from './group-messages.ts'
import { IncomingAnnouncer } from './incoming-announcer.tsx'
import type { OutboxEntry } from './outbox-entry.ts'
import type { Me } from './room-session.ts'
import { SendingLine } from './sending-line.tsx'
import { useStickToEnd } from './use-stick-to-end.ts'
import { useUnseen } from './use-unseen.ts'

export interface MessageListProps {
  /** Names the list for a screen reader. */
  label: string
  /** Ascending by seq, as this reader may see them. */
  messages: readonly Message[]
  /** One's own messages that the log does not show yet. */
  outgoing: readonly OutboxEntry[]
  /** Whose side is the end side, and who is "You". Keep the object the same between renders. */
  me: Me
  /** How far the other side has read. */
  readSeq: number
  hasOlder: boolean
  isLoadingOlder: boolean
  onLoadOlder: () => void
  /** Both must stay the same between renders, or every message is drawn again. */
  onRetry: (clientId: string) => void
  onDiscard: (clientId: string) => void
  /** Told whether the end is in view: what is there counts as read. */
  onAtEndChange?: (isAtEnd: boolean) => void
  /** Before the first message, once nothing older exists: a greeting. */
  start?: ReactNode
  /** After the last message: the typing line. */
  end?: ReactNode
  className?: string
}

/** Start loading older messages when this close to the first one. */
const LOAD_OLDER_PX = 240

/** A room's log, to read: grouped, dated, kept at its end while its reader is there. */
export function MessageList(props: MessageListProps) {
  const { messages, outgoing, me, hasOlder, isLoadingOlder, onLoadOlder, onAtEndChange } = props
  const blocks = useMemo(() => groupMessages(messages, outgoing, me), [messages, outgoing, me])
  const first = messages[0]
  const { scrollerRef, contentRef, isAtEnd, onScroll, scrollToEnd } = useStickToEnd(
    first && String(first.seq),
  )
  const hasUnseen = useUnseen({ messages, me, isAtEnd })
  const newestOwnKey = outgoing.at(-1)?.clientId

  useEffect(() => onAtEndChange?.(isAtEnd), [isAtEnd, onAtEndChange])
  // Whoever writes wants to see what they wrote, wherever they were reading.
  useEffect(() => {
    if (newestOwnKey) scrollToEnd()
  }, [newestOwnKey, scrollToEnd])

  const handleScroll = () => {
    onScroll()
    const isNearStart = (scrollerRef.current?.scrollTop ?? LOAD_OLDER_PX) < LOAD_OLDER_PX
    if (isNearStart && hasOlder && !isLoadingOlder) onLoadOlder()
  }

  return (
    <div className={clsx('relative flex min-h-0 flex-1 flex-col', props.className)}>
      <div
        ref={scrollerRef}
        role="log"
        aria-live="off"
        aria-label={props.label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller must be reachable to be scrolled by keys
        tabIndex={0}
        onScroll={handleScroll}
        className={clsx(
          'flex-1 overflow-y-auto px-2.5 pointer-coarse:px-4 -outline-offset-2',
          styles['log'],
        )}
      >
        <div ref={contentRef} className="flex min-h-full flex-col pt-4 pb-2">
          {hasOlder ? (
            <OlderButton isLoading={isLoadingOlder} onLoadOlder={onLoadOlder} />
          ) : (
            props.start
          )}
          {blocks.flatMap((block) => drawBlock(block, props))}
          <SendingLine {...props} />
          <div className="mt-auto">{props.end}</div>
        </div>
      </div>
      {hasUnseen && (
        <button
          type="button"
          onClick={scrollToEnd}
          className="absolute inset-x-0 bottom-3 mx-auto flex min-h-8 w-fit items-center gap-1.5 rounded-full bg-ink px-3.5 font-medium text-[13px] text-bg shadow-panel pointer-coarse:min-h-10"
        >
          <ArrowDown size={15} aria-hidden="true" />
          New messages
        </button>
      )}
      <IncomingAnnouncer messages={messages} me={me} />
    </div>
  )
}

function OlderButton({ isLoading, onLoadOlder }: { isLoading: boolean; onLoadOlder: () => void }) {
  return (
    <button
      type="button"
      onClick={onLoadOlder}
      aria-disabled={isLoading}
      className="min-h-8 self-center rounded-full px-3 text-[12.5px] text-faint hover:text-ink pointer-coarse:min-h-10"
    >
      {isLoading ? 'Loading earlier messages…' : 'Show earlier messages'}
    </button>
  )
}
