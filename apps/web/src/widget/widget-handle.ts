import { useWidget } from './widget-store.ts'

/** What the page tells the widget when the person at the screen changes. */
export const widget = {
  /**
   * Call after signing in or up: the conversation of this browser becomes the person's, and stays on the screen. Does
   * nothing in a browser that never used the chat.
   */
  onIdentityChanged: (): Promise<void> => useWidget.getState().changeIdentity(),
  /**
   * Call after signing out: revokes this browser's access to the conversation and leaves nothing of it here.
   * Rejects when the server could not be told; nothing is shown of it all the same, and the next visit tells it.
   */
  onSignOut: (): Promise<void> => useWidget.getState().signOut(),
}
