'use client'

import clsx from 'clsx'
import { ChevronDown, MessageCircle } from 'lucide-react'
import { type ComponentType, useEffect, useRef, useState } from 'react'
import styles from './widget.module.css'
import { useWidget } from './widget-store.ts'

/**
 * The chat's launcher, and its panel once it is opened. Belongs into a layout, so that it stays open from page to
 * page. Before first use it costs this button and nothing else.
 * @param signedIn whether the person at the screen is signed in, as the server saw it
 */
export function Widget({ signedIn }: { signedIn: boolean }) {
  const { isOpen, unreadCount, error, openChat, closeChat } = useWidget()
  const launcherRef = useRef<HTMLButtonElement>(null)
  const Panel = usePanel(isOpen)

  useEffect(() => useWidget.getState().initialize({ signedIn }), [signedIn])
  useReturnFocus(isOpen, () => launcherRef.current?.focus())

  const unreadWords = unreadCount > 0 ? `, ${unreadCount} unread` : ''
  return (
    <>
      <button
        ref={launcherRef}
        type="button"
        aria-label={isOpen ? 'Hide chat' : `Open chat${unreadWords}`}
        aria-expanded={isOpen}
        onPointerDown={() => void import('./panel.tsx').catch(() => undefined)}
        onClick={() => (isOpen ? closeChat() : void openChat())}
        className={clsx(
          'fixed z-40 grid size-[58px] place-items-center rounded-full bg-accent text-on-accent shadow-panel',
          styles['launcher'],
        )}
      >
        {isOpen ? (
          <ChevronDown size={26} aria-hidden="true" />
        ) : (
          <MessageCircle size={26} aria-hidden="true" />
        )}
        {unreadCount > 0 && !isOpen && <UnreadBadge count={unreadCount} />}
      </button>
      {!isOpen && error && (
        <p
          role="alert"
          className="fixed end-6 bottom-24 z-40 max-w-72 rounded-row border border-line bg-raised px-3.5 py-2.5 text-[13px] shadow-panel"
        >
          {error.message}
        </p>
      )}
      {isOpen && Panel && <Panel />}
    </>
  )
}

function UnreadBadge({ count }: { count: number }) {
  return (
    <span
      aria-hidden="true"
      className="-top-0.5 -end-0.5 absolute grid h-[19px] min-w-[19px] place-items-center rounded-full bg-unread px-[5px] font-bold text-[11px] text-white tabular-nums ring-2 ring-bg"
    >
      {count > 99 ? '99+' : count}
    </span>
  )
}

/** The panel's code, fetched when it is first needed. */
function usePanel(isNeeded: boolean): ComponentType | null {
  const [Panel, setPanel] = useState<ComponentType | null>(null)
  useEffect(() => {
    if (!isNeeded || Panel) return
    let isCurrent = true
    import('./panel.tsx').then(
      (module) => isCurrent && setPanel(() => module.Panel),
      () => isCurrent && useWidget.getState().failToOpen(),
    )
    return () => {
      isCurrent = false
    }
  }, [isNeeded, Panel])
  return Panel
}

/** Gives the focus back when the chat closes, so that keyboards go on where they were. */
function useReturnFocus(isOpen: boolean, focusLauncher: () => void): void {
  const wasOpen = useRef(false)
  useEffect(() => {
    if (wasOpen.current && !isOpen) focusLauncher()
    wasOpen.current = isOpen
  })
}
