import { assignment } from './assignment.ts'
import { conversations } from './conversations.ts'
import { fanOuts } from './fan-outs.ts'
import { growth } from './growth.ts'
import { idlers } from './idlers.ts'
import { reconnects } from './reconnects.ts'
import type { Suite } from './suite.ts'

/** Everything that is measured on running servers, in the order in which it is shown. */
export const suites = {
  closed200: conversations({
    title: '200 rooms, each sends as fast as it is answered',
    about:
      'A message is acknowledged once it is committed, and delivered to the agent and to its sender.',
    variants: [
      'ours',
      'pure',
      'ws+store',
      'ws+batches',
      'sio+tx',
      'trpc+batches',
      'ejabberd',
      'nats',
      'ws',
      'sio',
    ],
    base: 'sio+tx',
    rooms: 200,
    load: { window: 1 },
  }),
  closed1000: conversations({
    title: '1,000 rooms, each sends as fast as it is answered',
    about: 'As before, with five times as many rooms and sockets.',
    variants: ['ours', 'pure', 'ws+store', 'ws+batches', 'sio+tx', 'ws'],
    base: 'sio+tx',
    rooms: 1_000,
    load: { window: 1 },
  }),
  open500: conversations({
    title: '500 messages a second, evenly over 200 rooms',
    about:
      'Times count from the instant at which a message was to be sent, so a stall is not hidden.',
    variants: ['ours', 'pure', 'ws+store', 'ws+batches', 'sio+tx', 'ws'],
    base: 'ws',
    rooms: 200,
    load: { perSecond: 500 },
  }),
  twoNodes: conversations({
    title: 'Two nodes and Redis, 200 rooms',
    about: 'Customers are on one node, agents on the other. CPU is of both nodes together.',
    variants: ['ours', 'ws+store', 'sio+tx', 'ws', 'sio'],
    base: 'sio+tx',
    rooms: 200,
    load: { window: 1 },
    nodes: 2,
  }),
  inbox500: fanOuts({
    title: '500 dashboards with an open inbox',
    about: 'One customer writes ten times a second; every dashboard shows it.',
    variants: ['ours', 'pure', 'ws', 'sio'],
    base: 'ws',
    watchers: 500,
    watching: 'inbox',
    perSecond: 10,
  }),
  room500: fanOuts({
    title: '500 agents in one room',
    about: 'As before, but they follow the room itself, message by message.',
    variants: ['ours', 'pure', 'ws', 'sio'],
    base: 'ws',
    watchers: 500,
    watching: 'room',
    perSecond: 10,
  }),
  idle: idlers({
    title: 'Idle customers with an open chat',
    about: 'Growth of the server’s resident memory, after a forced collection.',
    variants: ['ours', 'pure', 'ws', 'sio', 'trpc+batches'],
    base: 'ws',
  }),
  reconnect: reconnects({
    title: '5,000 customers come back, 64 at a time',
    about: 'Each has missed five messages, which come from the store.',
    variants: ['ours', 'pure', 'ws+store', 'trpc+batches'],
    base: 'trpc+batches',
    width: 64,
  }),
  stampede: reconnects({
    title: '5,000 customers come back, all at once',
    about: 'As before, without any order.',
    variants: ['ours', 'pure', 'ws+store', 'trpc+batches'],
    base: 'trpc+batches',
    width: 5_000,
  }),
  growth: growth([200, 1_000, 20_000, 100_000], 5),
  growthSmall: growth([200, 4_000], 2),
  assignment: assignment([100, 100_000], 3),
} satisfies Record<string, Suite>

export type SuiteId = keyof typeof suites
