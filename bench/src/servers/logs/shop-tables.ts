import type { Sql } from 'postgres'
import type { Sent, Stored } from './log.ts'

/**
 * The tables of a shop that writes its own chat: as lean as they can be and still keep order, make a repeated send one
 * message and show an inbox. The product's own carry threads, permissions, facts and checks beside that.
 */
export const SHOP_TABLES = `
  create schema shop;
  create table shop.rooms (
    id uuid primary key,
    status text not null,
    last_seq integer not null default 0,
    updated_at timestamptz not null default now()
  ) with (fillfactor = 80);
  create index rooms_by_activity on shop.rooms (status, updated_at desc, id);
  create table shop.messages (
    room_id uuid not null references shop.rooms,
    seq integer not null,
    author_id uuid not null,
    client_id text not null,
    body text not null,
    created_at timestamptz not null default now(),
    primary key (room_id, seq),
    unique (room_id, client_id)
  );`

const COLUMNS =
  'room_id as "roomId", seq, author_id as "authorId", client_id as "clientId", body, created_at as "createdAt"'

export async function messagesAfter(
  sql: Sql,
  roomId: string,
  seq: number,
): Promise<readonly Stored[]> {
  return sql<Stored[]>`
    select ${sql.unsafe(COLUMNS)} from shop.messages
    where room_id = ${roomId} and seq > ${seq} order by seq limit 500`
}

/** The message that was stored under the same key before, if there is one. */
export async function storedBefore(
  sql: Sql,
  { roomId, clientId }: Sent,
): Promise<Stored | undefined> {
  const [stored] = await sql<Stored[]>`
    select ${sql.unsafe(COLUMNS)} from shop.messages
    where room_id = ${roomId} and client_id = ${clientId}`
  return stored
}

export const isRepetition = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '23505'
