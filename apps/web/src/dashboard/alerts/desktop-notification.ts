import type { Alert } from './alert-for.ts'
import { alertWords } from './alert-words.ts'

/** What the browser allows; `unsupported` on browsers and origins without notifications. */
export const notificationPermission = (): NotificationPermission | 'unsupported' =>
  'Notification' in window ? Notification.permission : 'unsupported'

/** Has the browser ask, if it has not yet; answers whether notifications may be shown. */
export const askForNotifications = async (): Promise<boolean> =>
  notificationPermission() !== 'unsupported' &&
  (await Notification.requestPermission()) === 'granted'

/** Shows an alert outside the browser. A newer one about the same room takes the place of the older. */
export function notifyDesktop(alert: Alert, onOpen: () => void): void {
  const { title, text } = alertWords(alert)
  const notification = new Notification(title, { body: text, tag: alert.room.id, silent: true })
  notification.onclick = () => {
    window.focus()
    notification.close()
    onOpen()
  }
}
