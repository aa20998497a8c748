import { expect } from 'vitest'
import { call, type RawSocket } from './raw-socket.ts'

/** The socket is answered, as Mara unless it said otherwise. */
export async function isServed({ send, reply }: RawSocket, id = 1, as = 'mara'): Promise<void> {
  send(call(id, 'whoAmI'))
  expect((await reply((said) => said.id === id)).result?.data).toBe(as)
}
