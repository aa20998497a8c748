import type { StoreApi } from 'zustand/vanilla'
import type { ConnectionState } from './connection.ts'
import type { Outbox } from './outbox.ts'

/** Lets waiting messages go whenever the connection comes to life. Returns the way out. */
export const wakeWhenLive = (outbox: Outbox, connection: StoreApi<ConnectionState>): (() => void) =>
  connection.subscribe(({ status }, before) => {
    if (status === 'live' && before.status !== 'live') outbox.wake()
  })
