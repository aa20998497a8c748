import postgres from 'postgres'
import type { Log, Sent, Stored } from './log.ts'
import { isRepetition, messagesAfter, storedBefore } from './shop-tables.ts'

const BATCH_MAX = 200
const IN_FLIGHT_MAX = 2

/** Rooms by index and in order of id, so that two batches cannot wait for each other; places are counted by the caller. */
const APPEND = `
  with locked as (
    select id, last_seq from shop.rooms where id = any($1::uuid[]) order by id for update
  ), counts as (
    select * from unnest($1::uuid[], $2::int[]) as counts (id, added)
  ), advanced as (
    update shop.rooms set last_seq = locked.last_seq + counts.added, updated_at = now()
    from locked join counts using (id)
    where rooms.id = locked.id and rooms.id = any($1::uuid[])
    returning rooms.id, locked.last_seq as before
  )
  insert into shop.messages (room_id, seq, author_id, client_id, body)
  select advanced.id, advanced.before + place, author_id, client_id, body
  from unnest($3::uuid[], $4::int[], $5::uuid[], $6::text[], $7::text[])
    as sent (room_id, place, author_id, client_id, body)
  join advanced on advanced.id = sent.room_id
  returning client_id as "clientId", seq, created_at as "createdAt"`

interface Waiting {
  readonly message: Sent
  readonly resolve: (stored: Stored) => void
  readonly reject: (error: unknown) => void
}

type Row = Pick<Stored, 'clientId' | 'seq' | 'createdAt'>

/** Group commit on the shop's own tables: whatever queued while at most two batches were on their way is the next one. */
export function openBatching(url: string): Log {
  const sql = postgres(url, { max: IN_FLIGHT_MAX })
  const queue: Waiting[] = []
  let inFlight = 0

  async function insert(messages: readonly Sent[]): Promise<ReadonlyMap<string, Row>> {
    const counts = new Map<string, number>()
    const places = messages.map(({ roomId }) => {
      const place = (counts.get(roomId) ?? 0) + 1
      counts.set(roomId, place)
      return place
    })
    const roomIds = [...counts.keys()].sort()
    const added = roomIds.map((roomId) => counts.get(roomId) ?? 0)
    const column = (name: keyof Sent) => messages.map((message) => message[name])
    const columns = [
      column('roomId'),
      places,
      column('authorId'),
      column('clientId'),
      column('body'),
    ]
    const parameters = [roomIds, added, ...columns] as never[]
    const rows = await sql.unsafe<Row[]>(APPEND, parameters, { prepare: true })
    return new Map(rows.map((row) => [row.clientId, row]))
  }

  async function store(batch: readonly Waiting[]): Promise<void> {
    try {
      const rows = await insert(batch.map(({ message }) => message))
      for (const { message, resolve, reject } of batch) {
        const row = rows.get(message.clientId)
        if (row) resolve({ ...message, ...row })
        else reject(new Error('There is no such room'))
      }
    } catch (error) {
      // One repetition fails its whole batch: then each goes alone, and the repetition is answered what it was before.
      if (batch.length > 1 && isRepetition(error)) for (const one of batch) await store([one])
      else
        for (const { message, resolve, reject } of batch) {
          const earlier = await storedBefore(sql, message)
          if (earlier) resolve(earlier)
          else reject(error)
        }
    }
  }

  function pump(): void {
    while (inFlight < IN_FLIGHT_MAX && queue.length > 0) void flush(queue.splice(0, BATCH_MAX))
  }

  async function flush(batch: readonly Waiting[]): Promise<void> {
    inFlight += 1
    await store(batch)
    inFlight -= 1
    pump()
  }

  return {
    append: (message) =>
      new Promise((resolve, reject) => {
        if (queue.push({ message, resolve, reject }) === 1) setImmediate(pump)
      }),
    after: (roomId, seq) => messagesAfter(sql, roomId, seq),
  }
}
