import type { RoomSession } from '@/chat/room-session'
import { whenSeen } from './when-seen.ts'
import type { Visit } from './widget-visit.ts'

export interface VisitKeeperOptions {
  readonly start: () => Visit
  /** Something about the visit that is current changed. */
  readonly onChange: () => void
  readonly onSession: (session: RoomSession) => void
}

/** Has one visit at a time, and starts another when this browser turns out to be somebody else. */
export interface VisitKeeper {
  current(): Visit
  /** Ends `stale` and starts another, unless that has happened already. */
  replace(stale: Visit): void
  /** The same, and names this browser at once. */
  renew(): void
  close(): void
}

/** Refusals that mean that the server does not know this browser, or not as who it was. */
const LOST_IDENTITY: ReadonlySet<string> = new Set([
  'session_expired',
  'not_signed_in',
  'room_not_found',
])
const RECOVER_AT_MOST_EVERY_MS = 30_000

export const hasLostIdentity = ({ code }: { readonly code: string }): boolean =>
  LOST_IDENTITY.has(code)

export function createVisitKeeper({ start, onChange, onSession }: VisitKeeperOptions): VisitKeeper {
  let visit = begin()
  let recoveredAtMs = Number.NEGATIVE_INFINITY
  let recovery: ReturnType<typeof setTimeout> | undefined
  let isClosed = false

  function begin(): Visit {
    const next = start()
    const changed = () => {
      if (next === visit) onChange()
    }
    next.store.subscribe(({ session }, before) => {
      if (session && session !== before.session) {
        onSession(session)
        session.store.subscribe(({ error }) => {
          if (next === visit && error && hasLostIdentity(error)) recover()
          changed()
        })
      }
      changed()
    })
    next.api.connection.subscribe(({ refusedCode }, before) => {
      if (next === visit && refusedCode !== null && before.refusedCode === null) recover()
      changed()
    })
    return next
  }

  /** Asks the server who this is now: when somebody looks, and never in a tight circle. */
  function recover(): void {
    if (recovery !== undefined) return
    const waitMs = Math.max(0, recoveredAtMs + RECOVER_AT_MOST_EVERY_MS - performance.now())
    recovery = setTimeout(() => whenSeen(rename), waitMs)
  }

  function rename(): void {
    if (isClosed) return
    recovery = undefined
    recoveredAtMs = performance.now()
    renew()
  }

  function replace(stale: Visit): void {
    if (stale !== visit || isClosed) return
    visit.close()
    visit = begin()
    onChange()
  }

  function renew(): void {
    replace(visit)
    void visit.resume()
  }

  return {
    current: () => visit,
    replace,
    renew,
    close() {
      isClosed = true
      clearTimeout(recovery)
      visit.close()
    },
  }
}
