import type { StoreApi } from 'zustand/vanilla'
import type { ConnectionState } from './connection.ts'
import type { Outbox } from './outbox.ts'

/** Lets waiting messages go whenever the connection is back, however short it was away. Returns the way out. */
export const wakeWhenLive = (outbox: Outbox, connection: StoreApi<ConnectionState>): (() => void) =>
  connection.subscribe(({ lostAtMs }, before) => {
    if (lostAtMs === null && before.lostAtMs !== null) outbox.wakeSoon()
  })
