import type { SuiteId } from '../suites/suites.ts'

/** One comparison: a figure of one subject, as a ratio to that of another, or alone. */
export interface Check {
  readonly what: string
  readonly suite: SuiteId
  readonly figure: string
  readonly of: string
  readonly to: string | null
  readonly limit: readonly ['≥' | '≤', number]
}

export interface Goal {
  readonly id: string
  readonly promise: string
  readonly checks: readonly Check[]
}

const KB = 1_024

/** A comparison as one line: `ours / sio+tx` is a ratio, `ours` a figure as it is. */
function check(what: string, suite: SuiteId, figure: string, [subjects, ...limit]: Aim): Check {
  const [of = '', to = null] = subjects.split(' / ')
  return { what, suite, figure, of, to, limit }
}

type Aim = readonly [subjects: string, sense: '≥' | '≤', limit: number]

/** What is to be reached. Ratios compare medians of one call of the bench, and nothing else. */
export const goals: readonly Goal[] = [
  {
    id: 'G1',
    promise: 'durable throughput at 200 rooms, × Socket.IO with a transaction per message',
    checks: [
      check('Shopbell', 'closed200', 'ackedPerS', ['ours / sio+tx', '≥', 4.5]),
      check('without the fast lane', 'closed200', 'ackedPerS', ['pure / sio+tx', '≥', 3.3]),
    ],
  },
  {
    id: 'G2',
    promise: 'durable throughput, × raw ws with the same batches',
    checks: [
      check('200 rooms', 'closed200', 'ackedPerS', ['ours / ws+store', '≥', 0.9]),
      check('1,000 rooms', 'closed1000', 'ackedPerS', ['ours / ws+store', '≥', 0.9]),
      check('without the fast lane', 'closed200', 'ackedPerS', ['pure / ws+store', '≥', 0.7]),
    ],
  },
  {
    id: 'G3',
    promise: 'delivered messages, × ejabberd with its archive in PostgreSQL',
    checks: [
      check('Shopbell', 'closed200', 'deliveredPerS', ['ours / ejabberd', '≥', 4.5]),
      check('without the fast lane', 'closed200', 'deliveredPerS', ['pure / ejabberd', '≥', 3.5]),
    ],
  },
  {
    id: 'G4',
    promise: 'CPU of server and PostgreSQL per durable message',
    checks: [
      check('× Socket.IO + transaction', 'closed200', 'serverAndPgUs', ['ours / sio+tx', '≤', 0.2]),
      check('× raw ws + our store', 'closed200', 'serverAndPgUs', ['ours / ws+store', '≤', 1.15]),
    ],
  },
  {
    id: 'G5',
    promise: 'CPU of PostgreSQL per message',
    checks: [check('× Socket.IO + transaction', 'closed200', 'pgUs', ['ours / sio+tx', '≤', 0.15])],
  },
  {
    id: 'G6',
    promise: 'delay until delivery at 500 messages a second',
    checks: [
      check('p50 × raw ws that keeps nothing', 'open500', 'deliveredP50Ms', ['ours / ws', '≤', 2]),
      check('p99 × raw ws that keeps nothing', 'open500', 'deliveredP99Ms', ['ours / ws', '≤', 4]),
      check('p99 × Socket.IO + transaction', 'open500', 'deliveredP99Ms', [
        'ours / sio+tx',
        '≤',
        0.9,
      ]),
    ],
  },
  {
    id: 'G7',
    promise: 'acknowledged messages, × NATS JetStream, which does not wait for the disk',
    checks: [check('Shopbell', 'closed200', 'ackedPerS', ['ours / nats', '≥', 0.7])],
  },
  {
    id: 'G8',
    promise: 'memory per idle customer with an open chat, at 10,000',
    checks: [
      check('× raw ws', 'idle', 'rssBytes10000', ['ours / ws', '≤', 2.2]),
      check('× Socket.IO', 'idle', 'rssBytes10000', ['ours / sio', '≤', 1]),
      check('bytes', 'idle', 'rssBytes10000', ['ours', '≤', 16 * KB]),
      check('bytes, without the fast lane', 'idle', 'rssBytes10000', ['pure', '≤', 24 * KB]),
      check('that × documented tRPC', 'idle', 'rssBytes10000', ['pure / trpc+batches', '≤', 0.4]),
    ],
  },
  {
    id: 'G9',
    promise: 'CPU of the server per delivery to one of 500 dashboards',
    checks: [
      check('inboxes, × raw ws', 'inbox500', 'serverUs', ['ours / ws', '≤', 1.25]),
      check('inboxes, × Socket.IO', 'inbox500', 'serverUs', ['ours / sio', '≤', 1]),
      check('one room, × raw ws', 'room500', 'serverUs', ['ours / ws', '≤', 1.25]),
      check('one room, × Socket.IO', 'room500', 'serverUs', ['ours / sio', '≤', 1]),
    ],
  },
  {
    id: 'G10',
    promise: '5,000 customers come back and catch up; none lost, none doubled, or the run fails',
    checks: [
      check('ms until the last, 64 at a time', 'reconnect', 'totalMs', ['ours', '≤', 3_000]),
      check('× documented tRPC', 'reconnect', 'totalMs', ['ours / trpc+batches', '≤', 0.7]),
      check('ms until the last, all at once', 'stampede', 'totalMs', ['ours', '≤', 3_000]),
    ],
  },
  {
    id: 'G11',
    promise: 'growth from 10,000 to 5,000,000 messages, fifty in each room',
    checks: [
      check('time of an append', 'growth', 'appendMs', ['5000000 / 10000', '≤', 1.2]),
      check('time of an inbox of 50', 'growth', 'inboxMs', ['5000000 / 10000', '≤', 1.2]),
      check('time of the latest 50', 'growth', 'latestMs', ['5000000 / 10000', '≤', 1.5]),
      check('pages of an inbox of 50', 'growth', 'inboxPages', ['5000000 / 10000', '≤', 1.2]),
      check('pages of the latest 50', 'growth', 'latestPages', ['5000000 / 10000', '≤', 1.2]),
    ],
  },
  {
    id: 'G12',
    promise: 'two nodes and Redis, delivered messages',
    checks: [
      check('× Socket.IO + transaction + its adapter', 'twoNodes', 'deliveredPerS', [
        'ours / sio+tx',
        '≥',
        1.2,
      ]),
    ],
  },
  {
    id: 'G13',
    promise: 'a message of a batch at 100,000 rooms',
    checks: [
      check('time × at 1,000 rooms', 'growth', 'batchMs', ['5000000 / 50000', '≤', 1.2]),
      check('scans of whole tables', 'growth', 'scans', ['5000000', '≤', 0]),
    ],
  },
  {
    id: 'G14',
    promise: 'durable throughput at 1,000 rooms, × raw ws that keeps nothing',
    checks: [check('Shopbell', 'closed1000', 'ackedPerS', ['ours / ws', '≥', 0.6])],
  },
  {
    id: 'G15',
    promise: 'an assignment out of a line of 100,000 rooms',
    checks: [
      check('p50 × out of a line of 100', 'assignment', 'p50Ms', ['100000 / 100', '≤', 1.5]),
    ],
  },
]

/**
 * What a smoke run must keep, on any machine: CPU and pages, which depend least on what else runs there. Wider than the
 * goals, for windows are short and cold; a message that is committed alone is well beyond them.
 */
export const smokeGates: readonly Check[] = [
  check('CPU × Socket.IO + transaction', 'closed200', 'serverAndPgUs', ['ours / sio+tx', '≤', 0.5]),
  check('pages of an append', 'growthSmall', 'appendPages', ['200000 / 10000', '≤', 1.2]),
  check('pages of the latest 50', 'growthSmall', 'latestPages', ['200000 / 10000', '≤', 1.2]),
  check('scans of whole tables', 'growthSmall', 'scans', ['200000', '≤', 0]),
]
