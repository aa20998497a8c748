import type { Person } from '../people.ts'
import { inTurns } from './in-turns.ts'
import { Link } from './link.ts'
import { Meter } from './meter.ts'
import { clientIdOf } from './numbering.ts'
import { atPace } from './pace.ts'
import type { FanOutJob, Scenario } from './scenario.ts'
import { settled } from './settled.ts'
import { chooseWire } from './wires/choose-wire.ts'

const OPENING_AT_ONCE = 64
const BODY = 'Is the brass lamp in the window still to be had in January?!'

/** One customer writes at a steady pace, and everybody at the desk has it on their screen. */
export async function fanOut(job: FanOutJob): Promise<Scenario> {
  const [room] = job.rooms
  if (!room) throw new Error('There is no room to write in')
  const { roomId, customer } = room
  const deliveries = new Meter()
  const lasts = new Meter()
  const stop = new AbortController()
  const problems: string[] = []
  /** By seq, from 1: there is one writer. */
  const sentAtMs: number[] = [0]
  let acked = 0
  /** The newest seq that each watcher has, and how many have the newest of all. */
  const seen = job.watchers.map(() => 0)
  let upToDate = 0

  function show(watcher: number, seq: number): void {
    const before = seen[watcher] ?? 0
    // A room is told message by message; an inbox of the newest state, which may come again and is not counted then.
    if (job.watching === 'inbox' && seq === before) return
    if (job.watching === 'inbox' ? seq < before : seq !== before + 1)
      problems.push(`Watcher ${watcher} got seq ${seq} after ${before}`)
    seen[watcher] = seq
    const tookMs = performance.now() - (sentAtMs[seq] ?? Number.NaN)
    deliveries.add(tookMs)
    if (seq === sentAtMs.length - 1) upToDate += 1
    if (upToDate === seen.length) lasts.add(tookMs)
  }

  const deskWire = chooseWire(job, job.watching === 'room' ? 'room.events' : 'inbox.events')
  async function watch(person: Person, index: number): Promise<void> {
    const link = await Link.open({
      wire: deskWire,
      port: job.ports.agents,
      person,
      onDelivered: ({ seq }) => show(index, seq),
    })
    await link.join(roomId)
  }
  await inTurns(job.watchers, OPENING_AT_ONCE, watch)

  const writer = await Link.open({
    wire: chooseWire(job),
    port: job.ports.customers,
    person: customer,
    onAck() {
      acked += 1
    },
  })
  void atPace(job.perSecond, stop.signal, (number, dueMs) => {
    sentAtMs.push(dueMs)
    upToDate = 0
    const clientId = clientIdOf(0, number)
    writer.send({ number, roomId, authorId: customer.id, clientId, body: BODY })
  })

  return {
    mark() {
      const { count, p50Ms, p99Ms } = deliveries.take()
      const last = lasts.take()
      return {
        delivered: count,
        deliveredP50Ms: p50Ms,
        deliveredP99Ms: p99Ms,
        lastP50Ms: last.p50Ms,
      }
    },
    async finish() {
      stop.abort()
      const newest = sentAtMs.length - 1
      await settled(() => acked === newest && seen.every((seq) => seq === newest))
      if (acked !== newest) problems.push(`${newest} were sent and ${acked} acknowledged`)
      const late = seen.filter((seq) => seq !== newest).length
      if (late > 0) problems.push(`${late} watchers never got seq ${newest}`)
      return { acked: { [roomId]: acked }, problems: problems.slice(0, 10) }
    },
  }
}
