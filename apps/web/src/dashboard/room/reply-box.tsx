'use client'

import { useRef } from 'react'
import { Composer } from '@/chat/composer'
import type { RoomSession } from '@/chat/room-session'
import { showToast } from '@/ui/toast'
import { useShortcuts } from '../shortcuts/use-shortcuts.ts'
import {
  type ComposerMode,
  draftOf,
  setDraftMode,
  setDraftText,
  useDrafts,
} from './drafts-store.ts'
import { useWishedFocus } from './focus-wish.ts'
import { ModeSwitch } from './mode-switch.tsx'

interface ReplyBoxProps {
  session: RoomSession
  customerName: string
  /** What may be written here, the usual one first. */
  modes: readonly ComposerMode[]
  isInFront: boolean
}

/** Writes a reply, or a note that only the team sees; each keeps its own draft. */
export function ReplyBox({ session, customerName, modes, isInFront }: ReplyBoxProps) {
  const { roomId } = session
  const draft = useDrafts((drafts) => draftOf(drafts, roomId))
  const mode = modes.includes(draft.mode) ? draft.mode : (modes[0] ?? 'note')
  const input = useRef<HTMLTextAreaElement>(null)

  const write = (next: ComposerMode) => {
    if (!modes.includes(next)) return
    setDraftMode(roomId, next)
    input.current?.focus()
  }
  useShortcuts(isInFront ? { reply: () => write('reply'), note: () => write('note') } : {})
  useWishedFocus(input, { roomId, isInFront, isTextField: true })

  const change = (text: string) => {
    setDraftText(roomId, mode, text)
    if (mode === 'reply') session.typed(text)
  }

  const send = (body: string): boolean => {
    const isTaken = mode === 'note' ? session.note(body) : session.send(body)
    if (!isTaken)
      showToast({
        id: 'outbox-full',
        title: 'Too many messages wait to be sent',
        description: 'This one stays in the text field until some of them have gone.',
      })
    return isTaken
  }

  return (
    <Composer
      shape="box"
      tone={mode === 'note' ? 'note' : 'text'}
      label={mode === 'note' ? 'Note for the team' : `Reply to ${customerName}`}
      placeholder={mode === 'note' ? 'Write a note that only the team sees' : 'Write a reply'}
      sendLabel={mode === 'note' ? 'Save the note' : 'Send'}
      text={draft[mode]}
      onTextChange={change}
      onSend={send}
      inputRef={input}
      tools={modes.length > 1 && <ModeSwitch mode={mode} onChange={write} />}
    />
  )
}
