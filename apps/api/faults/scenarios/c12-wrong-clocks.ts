import { randomBytes } from 'node:crypto'
import { limits } from '@shopbell/chat-core'
import { isAvailableAt, openDesk } from '../clients/desk.ts'
import { callOverHttp } from '../clients/http-call.ts'
import { Outbox } from '../clients/outbox.ts'
import { watchTyping } from '../clients/typing-watch.ts'
import { howLongUntil } from '../how-long-until.ts'
import type { Patch } from '../mutants/patch.ts'
import type { Scenario } from '../scenario.ts'
import type { ApiNode } from '../services/api-node.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const ROOMS = 6
const TOLD_WITHIN_MS = 5_000
const GONE_WITHIN_MS = 30_000

/** Lets a node be told to put its clock five minutes forward (SIGWINCH) or back (SIGCONT). */
const movableClock: Patch = {
  file: 'apps/api/src/main.ts',
  find: 'async function start(): Promise<void> {',
  replace: `const RightDate = Date
let wrongByMs = 0
globalThis.Date = class extends RightDate {
  constructor(...args: []) {
    if (args.length > 0) super(...args)
    else super(RightDate.now() + wrongByMs)
  }
  static override now() {
    return RightDate.now() + wrongByMs
  }
} as DateConstructor
process.on('SIGWINCH', () => (wrongByMs = ${5 * MINUTE_MS}))
process.on('SIGCONT', () => (wrongByMs = -${5 * MINUTE_MS}))
async function start(): Promise<void> {`,
}

/** A UUIDv7 as a browser mints it whose clock is wrong. */
function keyAt(unixMs: number): string {
  const hex = unixMs.toString(16).padStart(12, '0') + randomBytes(10).toString('hex')
  const digits = `${hex.slice(0, 12)}7${hex.slice(13, 16)}8${hex.slice(17)}`
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

export const wrongClocks: Scenario = {
  id: 'c12',
  promise:
    'clocks that are wrong, on nodes and in browsers, change neither the order nor what lasts how long',
  async run(stage) {
    const { recorder, timing } = stage
    const { nodes, addresses, sql } = await stage.start({ nodeCount: 2, patches: [movableClock] })
    const [early, late] = nodes as [ApiNode, ApiNode]
    const rooms = await stage.openRooms(ROOMS, 3)
    const desk = await openDesk(stage, early)
    process.kill(early.pid, 'SIGCONT')
    process.kill(late.pid, 'SIGWINCH')
    recorder.fault('wrong clock of a node', 2)
    // Who they are and that they may is asked anew.
    for (const { clients } of nodes) recorder.fault('cut', clients.cut())

    let wrongByMs = DAY_MS
    const talks = rooms.map(async ({ roomId, customer, agent, readers }) => {
      const boxes = [customer, agent].map((person, index) => {
        const reader = readers[index]
        const newKey = () => keyAt(Date.now() + (index === 0 ? wrongByMs : -wrongByMs))
        const common = { roomId, person, addresses, timing, recorder, newKey }
        return new Outbox({ ...common, from: 1, random: stage.chance(), ...(reader && { reader }) })
      })
      for (let round = 0; round < 10; round += 1) {
        await Promise.all(boxes.map((box) => box.send()))
        wrongByMs = -wrongByMs
      }
    })
    recorder.fault('wrong clock of a browser', 2 * ROOMS)
    await Promise.all(talks)

    const [room] = rooms
    if (!room) throw new Error('There is no room.')
    const { roomId, customer, agent } = room
    const typing = await watchTyping(stage, { person: agent, roomId, address: late.address })
    const call = { address: early.address, person: customer, path: 'room.typing', timeoutMs: 5_000 }
    await callOverHttp({ ...call, input: { roomId, active: true } })
    await howLongUntil(() => typing.ttlsMs.length > 0, TOLD_WITHIN_MS)
    const [ttlMs = 0] = typing.ttlsMs
    recorder.figure('typing is shown for', ttlMs, { mark: limits.typingTtlMs })
    if (ttlMs < limits.typingTtlMs / 2) recorder.observe('missed', `typing lasts only ${ttlMs} ms`)

    if (!(await isAvailableAt(late))) recorder.observe('absent', 'a wrong clock made an agent go')
    desk.leave()
    const goneMs = await howLongUntil(async () => !(await isAvailableAt(late)), GONE_WITHIN_MS)
    recorder.figure('known elsewhere who left', goneMs, { mark: GONE_WITHIN_MS })
    await stage.quiesce()
    const wrong = await sql`
      select from messages where created_at not between now() - interval '2 minutes' and now()`
    recorder.figure('entries with a wrong time', wrong.length, { mark: 0, unit: '' })
  },
}
