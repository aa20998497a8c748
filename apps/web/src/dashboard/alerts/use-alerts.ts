import type { RoomSummary } from '@shopbell/chat-core'
import { useEffect, useState } from 'react'
import { hideToast, showToast } from '@/ui/toast'
import { useInbox, useInboxCounts } from '../inbox/inbox-query.ts'
import { usePreferences } from '../shell/preferences-store.ts'
import { useMe } from '../support-context.tsx'
import { isPageHidden } from '../use-page-attention.ts'
import { type Alert, alertFor, isAlertOver, newsFor, newsOf } from './alert-for.ts'
import { createAlertSound } from './alert-sound.ts'
import { alertWords } from './alert-words.ts'
import { claimAlert } from './claim-alert.ts'
import { notificationPermission, notifyDesktop } from './desktop-notification.ts'
import { tabTitle } from './tab-title.ts'

const ALERT_TOAST_MS = 12_000

const toastId = (roomId: string): string => `alert-${roomId}`

/**
 * Tells of customers who begin to wait and of messages in one's own rooms: in the page, by sound, in the tab's title
 * and, where the agent asked for it, on the desktop. Returns what to call with each change of a room.
 */
export function useAlerts(openRoomId: string | null, onOpen: (roomId: string) => void) {
  const me = useMe()
  const [sound] = useState(createAlertSound)
  useFirstTouch(sound.unlock)
  useTabTitle()
  useEffect(() => {
    if (openRoomId) hideToast(toastId(openRoomId))
  }, [openRoomId])

  const tell = (alert: Alert) => {
    const { title, text } = alertWords(alert)
    const open = () => onOpen(alert.room.id)
    showToast({
      id: toastId(alert.room.id),
      title,
      description: text,
      action: { label: 'Open', run: open },
      timeoutMs: ALERT_TOAST_MS,
    })
    void tellAloud(alert, open)
  }

  /** Once for all tabs; in the page each tells for itself. */
  const tellAloud = async (alert: Alert, open: () => void) => {
    const { sound: wantsSound, notifications } = usePreferences.getState()
    const wantsNotification = notifications && notificationPermission() === 'granted'
    const isHidden = isPageHidden()
    const canTell = (wantsSound && sound.isUnlocked()) || (wantsNotification && isHidden)
    if (!canTell || !(await claimAlert(newsOf(alert), isHidden))) return
    if (wantsSound) sound.play()
    if (wantsNotification && isHidden) notifyDesktop(alert, open)
  }

  return (room: RoomSummary, before: RoomSummary | undefined): void => {
    const alert = alertFor(room, before, { me, openRoomId, isHidden: isPageHidden() })
    const inFront = alert ? null : newsFor(room, before, { me })
    if (alert) tell(alert)
    else if (isAlertOver(room, me)) hideToast(toastId(room.id))
    if (inFront) void claimAlert(newsOf(inFront), false)
  }
}

/** Calls once, when somebody first touches the page: only then does the browser allow sound. */
function useFirstTouch(onTouch: () => void): void {
  useEffect(() => {
    const gone = new AbortController()
    const touch = () => {
      gone.abort()
      onTouch()
    }
    window.addEventListener('pointerdown', touch, { signal: gone.signal })
    window.addEventListener('keydown', touch, { signal: gone.signal })
    return () => gone.abort()
  }, [onTouch])
}

/** Counts in the tab what needs this agent: everybody in line, and own rooms with something unread. */
function useTabTitle(): void {
  const waiting = useInboxCounts()?.waiting ?? 0
  const { rooms } = useInbox('mine')
  const count = waiting + rooms.filter((room) => room.unreadCount > 0).length
  useEffect(() => {
    document.title = tabTitle(count)
  }, [count])
}
