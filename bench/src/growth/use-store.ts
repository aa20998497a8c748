import { randomUUID } from 'node:crypto'
import { createStores, type Database } from '@shopbell/db'
import type { Room } from '../people.ts'

const PAGE = 50
const BODY = 'Is the brass lamp in the window still to be had in January?!'

export interface StoreUse {
  readonly name: 'append' | 'batch' | 'latest' | 'inbox'
  /** Messages or pages that one `act` is about. */
  readonly size: number
  act(rooms: readonly Room[]): Promise<void>
}

/** The hot uses of the product's store, through its own functions. */
export async function storeUses(database: Database): Promise<readonly StoreUse[]> {
  const { rooms, agents } = createStores(database)
  const [agent] = await agents.listAgents()
  if (!agent) throw new Error('Nobody works here')

  const append = async ({ roomId, customer }: Room): Promise<void> => {
    const actor = { kind: 'customer', id: customer.id, name: 'Shopper' } as const
    const send = { kind: 'text', roomId, clientId: randomUUID(), body: BODY } as const
    const { outcome } = await rooms.appendMessage(actor, send)
    if (outcome !== 'appended') throw new Error(`A message was ${outcome}`)
  }
  const first = ([room]: readonly Room[]): Room => {
    if (!room) throw new Error('There is no room')
    return room
  }
  return [
    { name: 'append', size: 1, act: (some) => append(first(some)) },
    {
      name: 'batch',
      size: PAGE,
      async act(some) {
        await Promise.all(some.slice(0, PAGE).map(append))
      },
    },
    {
      name: 'latest',
      size: 1,
      async act(some) {
        const view = await rooms.readView(first(some).roomId, 'staff', PAGE)
        if (view?.messages.length !== PAGE) throw new Error('A view is not whole')
      },
    },
    {
      name: 'inbox',
      size: 1,
      async act() {
        const page = await rooms.listRooms(
          { kind: 'agent', ...agent },
          { filter: 'open', limit: PAGE },
        )
        if (page.rooms.length !== PAGE) throw new Error('An inbox is not whole')
      },
    },
  ]
}
