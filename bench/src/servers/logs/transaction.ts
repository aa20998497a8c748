import postgres from 'postgres'
import type { Log, Sent, Stored } from './log.ts'
import { isRepetition, messagesAfter, storedBefore } from './shop-tables.ts'

/** What most would write: one transaction per message that takes the room's next seq and inserts. */
export function openTransactions(url: string): Log {
  const sql = postgres(url)

  const insert = (message: Sent): Promise<Stored> =>
    sql.begin(async (tx) => {
      const { roomId, authorId, clientId, body } = message
      const [room] = await tx<{ seq: number }[]>`
        update shop.rooms set last_seq = last_seq + 1, updated_at = now()
        where id = ${roomId} returning last_seq as seq`
      if (!room) throw new Error('There is no such room')
      const [row] = await tx<{ createdAt: string }[]>`
        insert into shop.messages (room_id, seq, author_id, client_id, body)
        values (${roomId}, ${room.seq}, ${authorId}, ${clientId}, ${body})
        returning created_at as "createdAt"`
      return { ...message, seq: room.seq, createdAt: String(row?.createdAt) }
    }) as Promise<Stored>

  return {
    async append(message) {
      try {
        return await insert(message)
      } catch (error) {
        const earlier = isRepetition(error) ? await storedBefore(sql, message) : undefined
        if (!earlier) throw error
        return earlier
      }
    },
    after: (roomId, seq) => messagesAfter(sql, roomId, seq),
  }
}
