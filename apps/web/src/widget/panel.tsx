import clsx from 'clsx'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Composer } from '@/chat/composer'
import { MessageList } from '@/chat/message-list'
import type { Me } from '@/chat/room-session'
import { TypingLine } from '@/chat/typing-line'
import { ClosedCard } from './closed-card.tsx'
import { Greeting } from './greeting.tsx'
import { ListSkeleton } from './list-skeleton.tsx'
import { Notice } from './notice.tsx'
import { PanelHeader } from './panel-header.tsx'
import { useAttention } from './use-attention.ts'
import { useVisualViewport } from './use-visual-viewport.ts'
import styles from './widget.module.css'
import { useWidget } from './widget-store.ts'

/** The open chat. */
export function Panel() {
  const state = useWidget()
  const panelRef = useRef<HTMLElement>(null)
  const composerRef = useRef<HTMLTextAreaElement>(null)
  const [isAtEnd, setAtEnd] = useState(true)
  const me = useMemo(
    (): Me => ({ kind: 'customer', id: state.customerId ?? '' }),
    [state.customerId],
  )

  useVisualViewport(panelRef)
  useAttention(isAtEnd, state.markAsRead)
  useEffect(() => composerRef.current?.focus(), [])
  const focusPanel = () => panelRef.current?.focus()

  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.nativeEvent.isComposing) state.closeChat()
  }
  const loadOlder = useCallback(() => {
    // The button stays where it was: pressing it again is the way to try again.
    useWidget
      .getState()
      .loadMessages()
      .catch(() => undefined)
  }, [])

  return (
    <section
      ref={panelRef}
      aria-label="Chat"
      tabIndex={-1}
      onKeyDown={closeOnEscape}
      className={clsx(
        'fixed z-50 flex flex-col overflow-hidden bg-surface outline-none',
        styles['panel'],
      )}
    >
      <PanelHeader onEnded={focusPanel} />
      {state.loading ? (
        <ListSkeleton />
      ) : (
        <MessageList
          label="Messages"
          messages={state.messages}
          outgoing={state.outgoing}
          me={me}
          readSeq={state.readSeq}
          hasOlder={state.chatRoom?.hasOlder ?? false}
          isLoadingOlder={state.loadingOlder}
          onLoadOlder={loadOlder}
          onRetry={state.retryMessage}
          onDiscard={state.discardMessage}
          onAtEndChange={setAtEnd}
          start={<Greeting />}
          end={
            <>
              <ClosedCard onRated={focusPanel} />
              <TypingLine names={state.typing.map(({ name }) => name)} />
            </>
          }
        />
      )}
      <Notice />
      <div className="px-3 pb-3.5">
        <Composer
          inputRef={composerRef}
          label="Message"
          placeholder={state.status === 'closed' ? 'Write again' : 'Write a message'}
          text={state.draft}
          onTextChange={state.writeDraft}
          onSend={state.sendMessage}
        />
      </div>
    </section>
  )
}
