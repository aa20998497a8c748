import type { WireName } from './client/scenario.ts'

/** One way to build a chat server. */
export interface Variant {
  readonly title: string
  readonly wire: WireName
  /** The product, or a comparator: a transport over a log, or a server that others have written. */
  readonly server:
    | { readonly program: 'api' | 'apiEdited' }
    | { readonly program: 'comparator'; readonly transport: string; readonly log: string }
    | { readonly program: 'ejabberd' | 'nats' }
  /** What holds the messages and can be audited: our tables, the shop's, an archive of stanzas; null for nothing. */
  readonly schema: 'public' | 'shop' | 'archive' | null
}

const comparator = (transport: string, log: string) =>
  ({ program: 'comparator', transport, log }) as const

export const variants = {
  ours: {
    title: 'Shopbell',
    wire: 'trpc',
    server: { program: 'api' },
    schema: 'public',
  },
  pure: {
    title: 'Shopbell without its fast lane',
    wire: 'trpc',
    server: { program: 'apiEdited' },
    schema: 'public',
  },
  'ws+store': {
    title: 'raw ws + our store and its batches',
    wire: 'plain',
    server: comparator('raw-ws', 'shopbell'),
    schema: 'public',
  },
  'ws+batches': {
    title: 'raw ws + batches into lean tables',
    wire: 'plain',
    server: comparator('raw-ws', 'batching'),
    schema: 'shop',
  },
  'sio+tx': {
    title: 'Socket.IO + a transaction per message',
    wire: 'socket.io',
    server: comparator('socket.io', 'transaction'),
    schema: 'shop',
  },
  'trpc+batches': {
    title: 'tRPC as documented + batches into lean tables',
    wire: 'trpc-documented',
    server: comparator('trpc', 'batching'),
    schema: 'shop',
  },
  ws: {
    title: 'raw ws, keeps nothing',
    wire: 'plain',
    server: comparator('raw-ws', 'nothing'),
    schema: null,
  },
  sio: {
    title: 'Socket.IO, keeps nothing',
    wire: 'socket.io',
    server: comparator('socket.io', 'nothing'),
    schema: null,
  },
  ejabberd: {
    title: 'ejabberd, archive in PostgreSQL',
    wire: 'xmpp',
    server: { program: 'ejabberd' },
    schema: 'archive',
  },
  nats: {
    title: 'NATS JetStream, file store',
    wire: 'nats',
    server: { program: 'nats' },
    schema: null,
  },
} as const satisfies Record<string, Variant>

export type VariantId = keyof typeof variants
