import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Bus, Notice, NoticeOrigin } from '../ports/bus.ts'

/** Makes buses that are connected to one another, as those of several nodes are; one bus alone is fine. */
export type MakeBuses = () => Promise<{
  readonly buses: readonly [Bus, ...Bus[]]
  close(): Promise<void>
}>

const notice = (agentId: string): Notice => ({ type: 'agent.changed', agentId })

/** Registers what every bus must pass. A bus may deliver later, never in another order. */
export function busContract(name: string, makeBuses: MakeBuses): void {
  describe(`bus contract: ${name}`, () => {
    let made: Awaited<ReturnType<MakeBuses>> | undefined

    beforeEach(async () => {
      made = await makeBuses()
    })

    afterEach(async () => {
      await made?.close()
      made = undefined
    })

    const ends = () => {
      const buses = made?.buses ?? []
      const [near, far] = [buses[0], buses.at(-1)]
      if (!near || !far) throw new Error('A bus is there during a test only.')
      return { near, far }
    }

    test('DL-6: every listener gets every notice once, in order and unchanged', async () => {
      const { near, far } = ends()
      const heard: [Notice[], Notice[]] = [[], []]
      near.subscribe((one) => heard[0].push(one))
      far.subscribe((one) => heard[1].push(one))
      const sent = Array.from({ length: 20 }, (_, index) => notice(`agent-${index}`))
      for (const one of sent) near.publish(one)
      await vi.waitFor(() => expect(heard).toEqual([sent, sent]))
    })

    test('DL-6: whoever has left hears nothing more', async () => {
      const { near, far } = ends()
      const [left, stayed]: [Notice[], Notice[]] = [[], []]
      const leave = far.subscribe((one) => left.push(one))
      far.subscribe((one) => stayed.push(one))
      near.publish(notice('first'))
      await vi.waitFor(() => expect(stayed).toHaveLength(1))
      leave()
      leave()
      near.publish(notice('second'))
      await vi.waitFor(() => expect(stayed).toHaveLength(2))
      expect(left).toEqual([notice('first')])
    })

    test('DL-6: a listener is told whether a notice is of its own node', async () => {
      const { near, far } = ends()
      const origins: [NoticeOrigin[], NoticeOrigin[]] = [[], []]
      near.subscribe((_, origin) => origins[0].push(origin))
      far.subscribe((_, origin) => origins[1].push(origin))
      near.publish(notice('somebody'))
      const other = near === far ? 'here' : 'elsewhere'
      await vi.waitFor(() => expect(origins).toEqual([['here'], [other]]))
    })

    test('DL-6: a listener that throws harms neither the publisher nor the others', async () => {
      const { near, far } = ends()
      const heard: Notice[] = []
      far.subscribe(() => {
        throw new Error('I am broken.')
      })
      far.subscribe((one) => heard.push(one))
      near.publish(notice('only'))
      await vi.waitFor(() => expect(heard).toEqual([notice('only')]))
    })

    test('DL-6: a listener may leave and publish while it is called, and nobody hears out of turn', async () => {
      const { near, far } = ends()
      const [once, always]: [Notice[], Notice[]] = [[], []]
      const leave = far.subscribe((one) => {
        leave()
        once.push(one)
        far.publish(notice('answer'))
      })
      far.subscribe((one) => always.push(one))
      near.publish(notice('question'))
      await vi.waitFor(() => expect(always).toEqual([notice('question'), notice('answer')]))
      expect(once).toEqual([notice('question')])
    })
  })
}
