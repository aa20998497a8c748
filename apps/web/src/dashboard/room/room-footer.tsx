'use client'

import type { RoomView } from '@shopbell/chat-core'
import type { Refusal } from '@/chat/refusal'
import type { RoomSession } from '@/chat/room-session'
import { Button } from '@/ui/button'
import { ConnectionNotice } from '../shell/connection-line.tsx'
import { useIsPhone } from '../shell/use-media.ts'
import { useMe } from '../support-context.tsx'
import type { ComposerMode } from './drafts-store.ts'
import { refusalWords } from './refusal-words.ts'
import { ReplyBox } from './reply-box.tsx'
import { mayDo } from './room-rights.ts'
import { TakeBar } from './take-bar.tsx'
import { useIsTaking } from './use-room-actions.ts'

interface RoomFooterProps {
  session: RoomSession
  view: RoomView
  /** Why the room is not live any more; null while it is. */
  error: Refusal | null
  isInFront: boolean
}

/** What can be done next: answer, take, leave a note, or nothing more. */
export function RoomFooter({ session, view, error, isInFront }: RoomFooterProps) {
  const me = useMe()
  const isPhone = useIsPhone()
  const isTaking = useIsTaking({ roomId: view.roomId, waitingSince: view.waitingSince })
  if (error)
    return (
      <Line text={refusalWords(error).title}>
        <Button onClick={() => session.retry()}>Try again</Button>
      </Line>
    )
  if (view.status === 'closed') return <Line text="This room is closed." />
  if (view.status === 'waiting' && !isTaking) return <TakeBar view={view} isInFront={isInFront} />

  const mayReply = view.status === 'waiting' || mayDo(me, 'room.send', view)
  const modes: readonly ComposerMode[] = mayReply ? ['reply', 'note'] : ['note']
  const isOthers = view.assignee !== null && view.assignee.id !== me.id
  return (
    <div className="px-5 pt-1 pb-4 max-[699.9px]:px-3 max-[699.9px]:pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      {isPhone && isInFront && <ConnectionNotice className="mb-2" />}
      {isOthers && (
        <p className="truncate pb-2 text-[12.5px] text-faint">
          <bdi>{view.assignee?.name}</bdi> answers this chat. You can{' '}
          {mayReply ? 'step in, or leave a note.' : 'read along and leave a note.'}
        </p>
      )}
      <ReplyBox
        session={session}
        customerName={view.customer.name}
        modes={modes}
        isInFront={isInFront}
      />
    </div>
  )
}

function Line({ text, children }: { text: string; children?: React.ReactNode }) {
  return (
    <div className="flex min-h-16 items-center justify-between gap-3 border-line border-t px-5 text-soft">
      <p>{text}</p>
      {children}
    </div>
  )
}
