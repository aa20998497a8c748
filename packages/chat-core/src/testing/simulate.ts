import fc from 'fast-check'
import type { Actor, AgentActor } from '../actor.ts'
import { joinHistory } from '../customer/join-history.ts'
import { ChatError, type ChatErrorCode } from '../errors.ts'
import { limits } from '../limits.ts'
import { addNote } from '../message/add-note.ts'
import { markRead } from '../message/mark-read.ts'
import { sendMessage } from '../message/send-message.ts'
import type { Person } from '../ports/customer-store.ts'
import { acceptRoom } from '../room/accept-room.ts'
import { assignRoom } from '../room/assign-room.ts'
import { closeRoom } from '../room/close-room.ts'
import { rateRoom } from '../room/rate-room.ts'
import { reopenRoom } from '../room/reopen-room.ts'
import { transferRoom } from '../room/transfer-room.ts'
import type { StoreHarness } from './harness.ts'
import { type CustomerInRoom, createScene } from './scene.ts'

/** A small shop: customers with empty rooms, staff of every role in two groups, and people who may sign in. */
export interface World {
  readonly harness: StoreHarness
  readonly customers: readonly CustomerInRoom[]
  readonly staff: readonly AgentActor[]
  readonly people: readonly Person[]
}

/** One step. Numbers choose among what the world has, whatever their size. */
export interface Command {
  readonly type:
    | 'send'
    | 'note'
    | 'accept'
    | 'assign'
    | 'transfer-to-agent'
    | 'transfer-to-group'
    | 'close'
    | 'reopen'
    | 'rate'
    | 'read'
    | 'sign-in'
    | 'capacity'
  readonly actor: number
  readonly room: number
  /** Whom the command names, if it names somebody. */
  readonly target: number
  /** Few, so that some sends are repetitions and some clash. */
  readonly key: number
  readonly body: string
}

export type Outcome = 'done' | ChatErrorCode

/** How often each type comes, so that rooms live long enough to be handed around. */
const WEIGHTS: Readonly<Record<Command['type'], number>> = {
  send: 8,
  note: 2,
  accept: 4,
  assign: 2,
  'transfer-to-agent': 2,
  'transfer-to-group': 2,
  close: 1,
  reopen: 2,
  rate: 2,
  read: 3,
  'sign-in': 1,
  capacity: 1,
}

type Weights = Readonly<Partial<Record<Command['type'], number>>>

const anyType = (weights: Weights) =>
  fc.oneof(
    ...(Object.keys(weights) as Command['type'][]).map((type) => ({
      weight: weights[type] ?? 0,
      arbitrary: fc.constant(type),
    })),
  )

const anyBody = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom('Hello', 'Where is my lamp?', '  Thanks!\n') },
  { weight: 1, arbitrary: fc.constantFrom(' ', 'x'.repeat(limits.bodyMaxChars + 1)) },
)

/** Without fast-check's liking for small numbers, which would let the first customer do most of it. */
const anyCommand = (weights: Weights): fc.Arbitrary<Command> =>
  fc.noBias(
    fc.record({
      type: anyType(weights),
      actor: fc.nat(99),
      room: fc.nat(99),
      target: fc.nat(99),
      key: fc.nat(200),
      body: anyBody,
    }),
  )

/** So many commands, of the types that have a weight. */
export const commandsOf = (
  length: number,
  weights: Weights = WEIGHTS,
): fc.Arbitrary<readonly Command[]> =>
  fc.array(anyCommand(weights), { minLength: length, maxLength: length, size: 'max' })

export async function createWorld(harness: StoreHarness, customerCount = 3): Promise<World> {
  const scene = createScene(harness)
  const [first, second] = harness.groupIds
  const personId = await harness.newPerson()
  const customers: CustomerInRoom[] = []
  while (customers.length < customerCount) customers.push(await scene.customer())
  return {
    harness,
    customers,
    staff: [
      await scene.agent('agent', [first]),
      await scene.agent('agent', [first]),
      await scene.agent('agent', [second]),
      await scene.agent('manager', []),
      await scene.agent('admin', [first, second]),
    ],
    people: [{ id: personId, name: 'Mara', email: `mara-${personId}@lamps.example` }],
  }
}

function choose<T>(list: readonly T[], index: number): T {
  const chosen = list[index % list.length]
  if (chosen === undefined) throw new Error('There is nothing to choose from.')
  return chosen
}

/** Who acts and in which room; customers in their own, as a rule. */
export function castOf(
  { customers, staff }: World,
  { actor: index, room }: Command,
): { readonly actor: Actor; readonly roomId: string } {
  const actor = choose([...customers.map(({ customer }) => customer), ...staff], index)
  const own = customers.find(({ customer }) => customer.id === actor.id)
  const { roomId } = own && room % 4 > 0 ? own : choose(customers, room)
  return { actor, roomId }
}

const keyOf = (key: number): string =>
  `d0000000-0000-4000-8000-${key.toString(16).padStart(12, '0')}`

function start(world: World, command: Command): Promise<unknown> {
  const { ports, groupIds } = world.harness
  const { actor, roomId } = castOf(world, command)
  const { target, body } = command
  const message = { clientId: keyOf(command.key), body }
  const agentId = choose(world.staff, target).id
  switch (command.type) {
    case 'send':
      return sendMessage(ports, actor, { roomId, ...message })
    case 'note':
      return addNote(ports, actor, { roomId, ...message })
    case 'accept':
      return acceptRoom(ports, actor, { roomId })
    case 'assign':
      return assignRoom(ports, actor, { roomId, agentId })
    case 'transfer-to-agent':
      return transferRoom(ports, actor, { roomId, agentId, note: message })
    case 'transfer-to-group':
      return transferRoom(ports, actor, { roomId, groupId: choose(groupIds, target) })
    case 'close':
      return closeRoom(ports, actor, { roomId })
    case 'reopen':
      return reopenRoom(ports, actor, { roomId })
    case 'rate':
      return rateRoom(ports, actor, { roomId, score: target % 7, comment: body })
    case 'read':
      return markRead(ports, actor, { roomId, seq: target % 30 })
    case 'sign-in':
      return actor.kind === 'customer'
        ? joinHistory(ports, actor, choose(world.people, target))
        : Promise.resolve()
    case 'capacity':
      return ports.agents.updateAgent(agentId, { capacity: (command.key % 2) + 1 })
  }
}

/** Long enough for rooms to be closed, taken up again, handed around and joined. */
export const anyCommands = commandsOf(200)

/** Runs a command. Only a typed refusal is an outcome; anything else that is thrown fails the simulation. */
export async function runCommand(world: World, command: Command): Promise<Outcome> {
  try {
    await start(world, command)
    return 'done'
  } catch (error) {
    if (error instanceof ChatError) return error.code
    throw error
  }
}
