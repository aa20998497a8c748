import type { StoredEntry } from '../stored-entry.ts'

type Storage = ReadonlyMap<string, StoredEntry>

/** One message of a lane is on its way at a time. */
export function assertOneInFlight(stored: readonly StoredEntry[]): void {
  for (const lane of ['0', '1']) {
    const inFlight = stored.filter((entry) => entry.lane === lane && entry.state === 'sending')
    if (inFlight.length > 1) throw new Error(`${inFlight.length} in flight in lane ${lane}.`)
  }
}

interface Everything {
  readonly storage: Storage
  /** What the server has, per lane. */
  readonly logs: readonly (readonly string[])[]
  readonly submitted: readonly string[]
  /** What the server has refused for good. */
  readonly refusedKeys: ReadonlySet<string>
}

/** What was submitted is with the server or still kept, and has failed only if the server said so. */
export function assertNothingVanished(all: Everything): void {
  const { storage, logs, submitted, refusedKeys } = all
  for (const key of submitted) {
    const isKept = storage.has(key) || logs.some((log) => log.includes(key))
    if (!isKept) throw new Error(`${key} has vanished.`)
    const hasFailed = storage.get(key)?.state === 'failed'
    if (hasFailed && !refusedKeys.has(key)) throw new Error(`${key} gave up for nothing.`)
  }
}

interface MayGoOn {
  readonly failed: boolean
  readonly moved: ReadonlySet<string>
}

/** Nothing leaves an end state, but for what a person tries again and what the server lost. */
export function assertAtItsEnd(
  { clientId, state }: StoredEntry,
  storage: Storage,
  { failed, moved }: MayGoOn,
): void {
  const next = storage.get(clientId)?.state
  const isLeft =
    (state === 'failed' && !failed && next !== 'failed' && next !== 'settled') ||
    (state === 'settled' && next !== 'settled' && !moved.has(clientId))
  if (isLeft) throw new Error(`${clientId} went from ${state} to ${next}.`)
}
