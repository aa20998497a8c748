/** What this browser keeps between pages: that the chat was used, by whom, and whether it is open. Never a token. */
export interface WidgetMarker {
  /** null from the first message until the server has named the customer. */
  readonly customerId: string | null
  /** Whether the customer is a signed-in person. */
  readonly identified: boolean
  /** Somebody signed out and the server has not confirmed it: nobody may be named before it has. */
  readonly leaving: boolean
}

export const MARKER_KEY = 'shopbell.widget'
const OPEN_KEY = 'shopbell.widget.open'
const DRAFT_KEY = 'shopbell.widget.draft'

/** null in a browser that never used the chat: nothing may be loaded for it. */
export function readMarker(): WidgetMarker | null {
  return parseMarker(attempt(() => localStorage.getItem(MARKER_KEY)) ?? null)
}

export function parseMarker(json: string | null): WidgetMarker | null {
  if (json === null) return null
  const value = attempt((): unknown => JSON.parse(json))
  if (typeof value !== 'object' || value === null) return null
  const { customerId, identified, leaving } = value as Partial<WidgetMarker>
  return {
    customerId: customerId ?? null,
    identified: identified === true,
    leaving: leaving === true,
  }
}

export function writeMarker(marker: WidgetMarker): void {
  attempt(() => localStorage.setItem(MARKER_KEY, JSON.stringify(marker)))
}

export const wasOpen = (): boolean => attempt(() => sessionStorage.getItem(OPEN_KEY)) === '1'

export function keepOpen(isOpen: boolean): void {
  attempt(() =>
    isOpen ? sessionStorage.setItem(OPEN_KEY, '1') : sessionStorage.removeItem(OPEN_KEY),
  )
}

export const readDraft = (): string => attempt(() => sessionStorage.getItem(DRAFT_KEY)) ?? ''

export function keepDraft(text: string): void {
  attempt(() =>
    text ? sessionStorage.setItem(DRAFT_KEY, text) : sessionStorage.removeItem(DRAFT_KEY),
  )
}

export function removeMarker(): void {
  attempt(() => localStorage.removeItem(MARKER_KEY))
}

/** Storage that is forbidden or full is storage that is empty. */
function attempt<T>(use: () => T): T | undefined {
  try {
    return use()
  } catch {
    return undefined
  }
}
