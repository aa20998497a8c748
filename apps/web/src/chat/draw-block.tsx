import type { ReactNode } from 'react'
import { dayLabel } from './day-label.ts'
import { GroupHeading } from './group-heading.tsx'
import type { Block, MessageGroup } from './group-messages.ts'
import { MessageBubble } from './message-bubble.tsx'
import type { Me } from './room-session.ts'
import { systemLine } from './system-line.ts'

export interface DrawOptions {
  readonly me: Me
  readonly onRetry: (clientId: string) => void
  readonly onDiscard: (clientId: string) => void
}

/**
 * A block as siblings of all others, each under a key of its own: what joins a group before or after a message must
 * not make that message a new element, which would lose its place and what is selected in it.
 */
export function drawBlock(block: Block, options: DrawOptions): ReactNode[] {
  switch (block.type) {
    case 'day':
      return [
        <p key={block.key} className="mt-4 self-center text-faint text-xs first:mt-0">
          {dayLabel(block.at, new Date())}
        </p>,
      ]
    case 'system':
      return [
        <p
          key={block.key}
          className="wrap-anywhere mx-6 mt-3 self-center text-center text-[12.5px] text-faint tabular-nums"
        >
          {systemLine(block.message, options.me)}
        </p>,
      ]
    case 'group':
      return [
        <GroupHeading key={`by-${block.key}`} group={block} />,
        ...drawBubbles(block, options),
      ]
  }
}

function drawBubbles(group: MessageGroup, { onRetry, onDiscard }: DrawOptions): ReactNode[] {
  const last = group.bubbles.at(-1)
  return group.bubbles.map((bubble) => (
    <MessageBubble
      key={bubble.key}
      clientId={bubble.key}
      body={bubble.body}
      side={group.side}
      kind={group.kind}
      isPending={bubble.outgoing !== null && bubble.outgoing.state !== 'sent'}
      isLast={bubble === last}
      failure={bubble.outgoing?.failure ?? null}
      onRetry={onRetry}
      onDiscard={onDiscard}
    />
  ))
}
