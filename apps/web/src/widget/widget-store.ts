import { create } from 'zustand'
import type { Refusal } from '@/chat/refusal'
import type { WidgetEngine } from './widget-engine.ts'
import {
  keepDraft,
  keepOpen,
  readDraft,
  readMarker,
  wasOpen,
  writeMarker,
} from './widget-marker.ts'
import { initialWidgetState, type WidgetState } from './widget-state.ts'

export interface WidgetActions {
  /** Once per page, and again when somebody signs in or out. Touches the network only in a browser that used the chat. */
  initialize(page: { signedIn: boolean }): void
  openChat(): Promise<void>
  /** Its code could not be fetched. */
  failToOpen(): void
  closeChat(): void
  /** Returns false when the message was not taken and belongs back into the composer. */
  sendMessage(body: string): boolean
  /** Fetches the page of messages before the oldest one shown. */
  loadMessages(): Promise<void>
  /** Call with whether somebody looks at the newest message; what is looked at counts as read. */
  markAsRead(isLooking: boolean): void
  /** Ends the live connection. What was not sent is sent at the next visit. */
  disconnect(): void
  retryMessage(clientId: string): void
  discardMessage(clientId: string): void
  /** Tries again after `error`. */
  reconnect(): void
  writeDraft(text: string): void
  endChat(): Promise<void>
  rate(score: number, comment: string): Promise<void>
  /** See `widget` in widget-handle.ts. */
  changeIdentity(): Promise<void>
  signOut(): Promise<void>
}

/** The heavy part; null until something needs it. */
let engine: WidgetEngine | null = null
let loadingEngine: Promise<WidgetEngine> | null = null
let isSignedIn = false
/** Whether somebody looks at the newest message; the panel may say so before the engine is there to hear it. */
let isLooking = false

/** The widget's one store: what its screen shows and what can be done there. Light; the engine is loaded at first use. */
export const useWidget = create<WidgetState & WidgetActions>()((set, get) => ({
  ...initialWidgetState,

  initialize({ signedIn }) {
    isSignedIn = signedIn
    if (wasOpen()) void get().openChat()
    else if (readMarker()) whenIdle(() => void resumeQuietly())
  },
  async openChat() {
    keepOpen(true)
    set({ isOpen: true, draft: readDraft(), error: null })
    try {
      const { open } = await loadEngine()
      open({ resume: isSignedIn || hasConversation() })
    } catch {
      get().failToOpen()
    }
  },
  failToOpen() {
    keepOpen(false)
    set({ isOpen: false, error: NOT_LOADED })
  },
  closeChat() {
    keepOpen(false)
    set({ isOpen: false })
    get().markAsRead(false)
  },
  sendMessage(body) {
    if (engine) return engine.send(body)
    void sendOnceLoaded(body)
    return false
  },
  loadMessages: async () => engine?.loadOlder(),
  markAsRead(next) {
    isLooking = next
    engine?.setAttentive(next)
  },
  disconnect() {
    engine?.close()
    engine = null
    loadingEngine = null
    set({ isConnected: false, isTyping: false })
  },
  retryMessage: (clientId) => engine?.retryMessage(clientId),
  discardMessage: (clientId) => engine?.discardMessage(clientId),
  reconnect: () => engine?.resume(),
  writeDraft(draft) {
    keepDraft(draft)
    set({ draft })
    engine?.typed(draft)
  },
  endChat: async () => engine?.endChat(),
  rate: async (score, comment) => engine?.rate(score, comment),
  async changeIdentity() {
    if (!engine && !hasConversation()) return
    const { identityChanged } = await loadEngine()
    identityChanged()
  },
  async signOut() {
    if (!engine && !readMarker()) return
    keepOpen(false)
    keepDraft('')
    // Written first, so that whatever fails from here on is made up for at the next visit.
    writeMarker({ customerId: null, identified: false, leaving: true })
    set(initialWidgetState)
    const { signOut } = await loadEngine()
    await signOut()
  },
}))

const NOT_LOADED: Refusal = {
  code: 'unreachable',
  message: 'The chat could not be loaded. Please try again.',
  retryable: true,
  retryAfterMs: null,
  details: {},
}

/** Whether this browser has a conversation to come back to. */
function hasConversation(): boolean {
  const marker = readMarker()
  return marker !== null && !marker.leaving
}

function loadEngine(): Promise<WidgetEngine> {
  loadingEngine ??= import('./widget-engine.ts').then(
    ({ createWidgetEngine }) => {
      engine = createWidgetEngine(useWidget)
      engine.setAttentive(isLooking)
      return engine
    },
    (error: unknown) => {
      loadingEngine = null
      throw error
    },
  )
  return loadingEngine
}

/** Written faster than the engine came: it stays in the composer, and goes from there if it still stands there. */
async function sendOnceLoaded(body: string): Promise<void> {
  // That it did not load is said by whoever opened the chat.
  const loaded = await loadEngine().catch(() => null)
  const { draft, writeDraft } = useWidget.getState()
  if (draft.trim() === body && loaded?.send(body)) writeDraft('')
}

/** For the badge on the launcher: nobody asked for it, so it may fail without a word. */
async function resumeQuietly(): Promise<void> {
  try {
    const { resume, signOut } = await loadEngine()
    if (hasConversation()) resume()
    else await signOut()
  } catch {
    // The next page, or opening the chat, tries again.
  }
}

function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: 5_000 })
  else setTimeout(work, 1_000)
}
