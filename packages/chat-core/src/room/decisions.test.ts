import { describe, expect, test } from 'vitest'
import type { Actor, AgentActor } from '../actor.ts'
import { ChatError, type ChatErrorCode } from '../errors.ts'
import { decideNote } from '../message/add-note.ts'
import type { NewMessage } from '../message/message.ts'
import { decideSend } from '../message/send-message.ts'
import { decideAccept } from './accept-room.ts'
import { decideAssign } from './assign-room.ts'
import { decideClose } from './close-room.ts'
import { decideRate } from './rate-room.ts'
import { decideReopen } from './reopen-room.ts'
import type { AgentLoad, RoomDecision, RoomState, RoomStatus } from './room.ts'
import { decideTransfer } from './transfer-room.ts'

type State = RoomStatus | 'empty' | 'joined'
type Outcome = RoomStatus | 'same' | ChatErrorCode

const NOW = '2026-11-20T12:00:00.000Z'

const agent = (id: string, groupId: string): AgentActor => ({
  kind: 'agent',
  id,
  name: id,
  role: 'agent',
  groupIds: [groupId],
})

/** The owner is from another group, so that what they may do comes from owning alone. */
const owner = agent('owner', 'shades')
const colleague = agent('colleague', 'lamps')
const ACTORS: readonly Actor[] = [
  { kind: 'customer', id: 'customer', name: 'Customer' },
  { kind: 'customer', id: 'stranger', name: 'Stranger' },
  owner,
  colleague,
  agent('outsider', 'shades'),
  { ...agent('manager', 'shades'), role: 'manager' },
]

function stateOf(state: State, load: AgentLoad): RoomState {
  const status = state === 'empty' || state === 'joined' ? 'closed' : state
  const group = { id: 'lamps', name: 'Lamps' }
  const assignee = status === 'open' ? { id: owner.id, name: owner.name } : null
  return {
    room: {
      id: 'room',
      customer: { id: 'customer', name: 'Customer', identified: false },
      group,
      status,
      assignee,
      priority: 0,
      waitingSince: status === 'waiting' ? NOW : null,
      lastSeq: state === 'empty' ? 0 : 3,
      version: 3,
      joinedInto: state === 'joined' ? 'another' : null,
      createdAt: NOW,
      updatedAt: NOW,
    },
    thread:
      state === 'empty'
        ? null
        : {
            id: 'thread',
            roomId: 'room',
            status: status === 'open' ? 'active' : status === 'waiting' ? 'pending' : 'closed',
            agent: assignee,
            group,
            openedAt: NOW,
            closedAt: status === 'closed' ? NOW : null,
            rating: null,
          },
    sent: null,
    load,
    now: NOW,
    waitedMs: 0,
  }
}

const message = (actor: Actor, kind: 'text' | 'note'): NewMessage => ({
  kind,
  author: { kind: actor.kind, id: actor.id, name: actor.name },
  body: 'Hello',
  clientId: 'key',
})

type Decide = (actor: Actor, state: RoomState) => RoomDecision | null

const DECIDE = {
  send: (actor, state) => decideSend(actor, state, message(actor, 'text')),
  note: (actor, state) => decideNote(actor, state, message(actor, 'note')),
  accept: decideAccept,
  assign: (actor, state) => decideAssign(actor, state, colleague),
  'transfer to an agent': (actor, state) =>
    decideTransfer(actor, state, { to: 'agent', party: colleague }),
  'transfer to a group': (actor, state) =>
    decideTransfer(actor, state, { to: 'group', party: { id: 'shades', name: 'Shades' } }),
  close: decideClose,
  reopen: decideReopen,
  rate: (actor, state) => decideRate(actor, state, { score: 5, comment: null }),
} satisfies Record<string, Decide>

const missing = 'room_not_found'
const denied = 'not_permitted'
const taken = 'already_assigned'
const over = 'room_closed'
const gone = 'room_gone'

/** What comes of it, by state, for: customer, stranger, owner, colleague, outsider, manager. */
const OUTCOMES: Record<keyof typeof DECIDE, Record<State, readonly Outcome[]>> = {
  send: {
    empty: ['waiting', missing, missing, over, missing, over],
    waiting: ['waiting', missing, missing, 'open', missing, 'open'],
    open: ['open', missing, 'open', taken, missing, 'open'],
    closed: ['waiting', missing, missing, over, missing, over],
    joined: [gone, missing, missing, over, missing, over],
  },
  note: {
    empty: [denied, missing, missing, over, missing, over],
    waiting: [denied, missing, missing, 'waiting', missing, 'waiting'],
    open: [denied, missing, 'open', 'open', missing, 'open'],
    closed: [denied, missing, missing, over, missing, over],
    joined: [denied, missing, missing, over, missing, over],
  },
  accept: {
    empty: [denied, missing, missing, gone, missing, gone],
    waiting: [denied, missing, missing, 'open', missing, 'open'],
    open: [denied, missing, 'same', taken, missing, taken],
    closed: [denied, missing, missing, gone, missing, gone],
    joined: [denied, missing, missing, gone, missing, gone],
  },
  assign: {
    empty: [denied, missing, missing, denied, missing, over],
    waiting: [denied, missing, missing, denied, missing, 'open'],
    open: [denied, missing, denied, denied, missing, 'open'],
    closed: [denied, missing, missing, denied, missing, over],
    joined: [denied, missing, missing, denied, missing, over],
  },
  'transfer to an agent': {
    empty: [denied, missing, missing, denied, missing, over],
    waiting: [denied, missing, missing, denied, missing, 'room_not_open'],
    open: [denied, missing, 'open', denied, missing, 'open'],
    closed: [denied, missing, missing, denied, missing, over],
    joined: [denied, missing, missing, denied, missing, over],
  },
  'transfer to a group': {
    empty: [denied, missing, missing, denied, missing, over],
    waiting: [denied, missing, missing, denied, missing, 'room_not_open'],
    open: [denied, missing, 'waiting', denied, missing, 'waiting'],
    closed: [denied, missing, missing, denied, missing, over],
    joined: [denied, missing, missing, denied, missing, over],
  },
  close: {
    empty: ['same', missing, missing, 'same', missing, 'same'],
    waiting: ['closed', missing, missing, denied, missing, 'closed'],
    open: ['closed', missing, 'closed', denied, missing, 'closed'],
    closed: ['same', missing, missing, 'same', missing, 'same'],
    joined: ['same', missing, missing, 'same', missing, 'same'],
  },
  reopen: {
    empty: [denied, missing, missing, gone, missing, gone],
    waiting: [denied, missing, missing, 'room_not_closed', missing, 'room_not_closed'],
    open: [denied, missing, 'same', taken, missing, taken],
    closed: [denied, missing, missing, 'open', missing, 'open'],
    joined: [denied, missing, missing, gone, missing, gone],
  },
  rate: {
    empty: ['room_not_closed', missing, missing, denied, missing, denied],
    waiting: ['room_not_closed', missing, missing, denied, missing, denied],
    open: ['room_not_closed', missing, denied, denied, missing, denied],
    closed: ['closed', missing, missing, denied, missing, denied],
    joined: ['closed', missing, missing, denied, missing, denied],
  },
}

/** Whom these commands would make the owner; the others make nobody one. */
const NEW_OWNERS: Partial<Record<keyof typeof DECIDE, (actor: Actor) => string>> = {
  send: ({ id }) => id,
  accept: ({ id }) => id,
  assign: () => colleague.id,
  'transfer to an agent': () => colleague.id,
  reopen: ({ id }) => id,
}

const loadOf = (command: keyof typeof DECIDE, actor: Actor, openRooms: number): AgentLoad => ({
  agentId: NEW_OWNERS[command]?.(actor) ?? 'nobody',
  openRooms,
  capacity: 3,
})

function outcomeOf(decide: Decide, actor: Actor, state: RoomState): Outcome {
  try {
    return decide(actor, state)?.status ?? 'same'
  } catch (error) {
    if (error instanceof ChatError) return error.code
    throw error
  }
}

describe('every command in every state by everybody', () => {
  for (const command of Object.keys(DECIDE) as (keyof typeof DECIDE)[])
    for (const state of Object.keys(OUTCOMES[command]) as State[])
      test(`RM-9, PM-3: ${command}, ${state}`, () => {
        const found = ACTORS.map((actor) =>
          outcomeOf(DECIDE[command], actor, stateOf(state, loadOf(command, actor, 2))),
        )
        expect(found).toEqual(OUTCOMES[command][state])
      })

  for (const command of Object.keys(DECIDE) as (keyof typeof DECIDE)[])
    test(`RM-11, PM-3: ${command}, while the one who would own the room has all they may`, () => {
      for (const state of Object.keys(OUTCOMES[command]) as State[])
        for (const [index, actor] of ACTORS.entries()) {
          const usual = OUTCOMES[command][state][index]
          const isTaken =
            usual === 'open' && command in NEW_OWNERS && !(command === 'send' && state === 'open')
          const full = stateOf(state, loadOf(command, actor, 3))
          expect([state, actor.id, outcomeOf(DECIDE[command], actor, full)]).toEqual([
            state,
            actor.id,
            isTaken ? 'agent_at_capacity' : usual,
          ])
        }
    })
})
