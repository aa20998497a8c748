import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export interface Preferences {
  readonly sound: boolean
  /** Desktop notifications, once the browser has been asked and has agreed. */
  readonly notifications: boolean
  /** Single-letter keys can be switched off: speech input types them by accident (WCAG 2.1.4). */
  readonly shortcuts: boolean
}

/** How this browser tells its agent about news; kept on this browser. */
export const usePreferences = create<Preferences>()(
  persist((): Preferences => ({ sound: true, notifications: false, shortcuts: true }), {
    name: 'shopbell-preferences',
  }),
)
