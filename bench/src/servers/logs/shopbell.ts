import { createStores, openDatabase } from '@shopbell/db'
import type { Log, Stored } from './log.ts'

type Message = Awaited<
  ReturnType<ReturnType<typeof createStores>['rooms']['readMessages']>
>['messages'][number]

const toStored = ({ roomId, author, seq, createdAt, ...message }: Message): Stored => ({
  roomId,
  authorId: author.id ?? '',
  clientId: message.kind === 'system' ? '' : message.clientId,
  body: message.kind === 'system' ? '' : message.body,
  seq,
  createdAt,
})

/** The product's own store, tables and batches, so that what is around it can be compared. */
export async function openShopbell(url: string, migrationsDir: string): Promise<Log> {
  const { rooms } = createStores(await openDatabase({ url, migrationsDir }))
  return {
    async append({ authorId, ...message }) {
      const actor = { kind: 'customer', id: authorId, name: 'Shopper' } as const
      const result = await rooms.appendMessage(actor, { ...message, kind: 'text' })
      if (!('message' in result)) throw new Error(`The store says ${result.outcome}`)
      return toStored(result.message)
    },
    async after(roomId, afterSeq) {
      const page = await rooms.readMessages({ roomId, audience: 'customer', afterSeq, limit: 500 })
      return page.messages.map(toStored)
    },
  }
}
