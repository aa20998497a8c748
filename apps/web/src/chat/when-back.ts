import type { StoreApi } from 'zustand/vanilla'
import type { ConnectionState } from './connection.ts'

/** Calls whenever the connection is there again, however short it was away. Returns the way out. */
export const whenBack = (connection: StoreApi<ConnectionState>, act: () => void): (() => void) =>
  connection.subscribe(({ lostAtMs }, before) => {
    if (lostAtMs === null && before.lostAtMs !== null) act()
  })
