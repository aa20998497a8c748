import type { AppRouter } from '@shopbell/api/router'
import type { InboxPage, RoomSummary } from '@shopbell/chat-core'
import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query'
import { createTRPCClient, type TRPCLink } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { roomSummary } from '../testing/room-summary.ts'
import { deriveInbox, noChanges } from './inbox-cache.ts'
import { inboxPagesOptions } from './inbox-query.ts'
import { refreshAfterLoss, refreshShown } from './refresh-pages.ts'

const PAGE_ROOMS = 10
const ROOMS = 300

/** A long line at the far end of the wire, read by position. */
function farEnd() {
  const asked: (string | null)[] = []
  let rooms: readonly RoomSummary[] = Array.from({ length: ROOMS }, (_, index) =>
    roomSummary({ id: `room-${index}`, waitingSince: new Date(index * 1_000).toISOString() }),
  )
  const pageAt = (cursor: string | null): InboxPage => {
    const after = cursor ? rooms.filter((room) => (room.waitingSince ?? '') > cursor) : rooms
    const page = after.slice(0, PAGE_ROOMS)
    const hasMore = after.length > page.length
    return { rooms: page, nextCursor: hasMore ? (page.at(-1)?.waitingSince ?? null) : null }
  }
  const link: TRPCLink<AppRouter> =
    () =>
    ({ op }) =>
      observable((observer) => {
        const { cursor = null } = op.input as { cursor?: string | null }
        asked.push(cursor)
        observer.next({ result: { type: 'data', data: pageAt(cursor) } })
        observer.complete()
      })
  return {
    trpc: createTRPCClient<AppRouter>({ links: [link] }),
    asked,
    leave: (id: string) => {
      rooms = rooms.filter((room) => room.id !== id)
    },
  }
}

let server: ReturnType<typeof farEnd>
let client: QueryClient
let stop: () => void

const pages = () => client.getQueryData(inboxPagesOptions(server, 'waiting').queryKey)?.pages ?? []
const shown = () =>
  deriveInbox(pages(), noChanges, { filter: 'waiting', agentId: 'anna' }).map(({ id }) => id)
const inView = (from: number) => Array.from({ length: 8 }, (_, index) => `room-${from + index}`)

beforeEach(async () => {
  server = farEnd()
  client = new QueryClient()
  const list = new InfiniteQueryObserver(client, inboxPagesOptions(server, 'waiting'))
  stop = list.subscribe(() => undefined)
  await vi.waitFor(() => expect(pages()).toHaveLength(1))
  while (list.getCurrentResult().hasNextPage) await list.fetchNextPage()
  expect(pages()).toHaveLength(ROOMS / PAGE_ROOMS)
  refreshShown({ api: server, client }, 'waiting', inView(201))
  server.asked.length = 0
})
afterEach(() => {
  stop()
  client.clear()
})

test('after a loss a list that was scrolled deep reads its top and what is in view, not dozens of pages', async () => {
  server.leave('room-0')
  server.leave('room-203')
  refreshAfterLoss({ api: server, client }, noChanges, 'anna')
  await vi.waitFor(() => expect(shown()).not.toContain('room-203'))
  expect(shown()).not.toContain('room-0')
  expect(server.asked.length).toBeLessThanOrEqual(3)
  expect(shown()).toHaveLength(ROOMS - 2)
})

test('what was left is read when it is scrolled to, once', async () => {
  server.leave('room-105')
  refreshAfterLoss({ api: server, client }, noChanges, 'anna')
  await vi.waitFor(() => expect(server.asked).toHaveLength(2))
  expect(shown()).toContain('room-105')
  for (let times = 0; times < 3; times += 1)
    refreshShown({ api: server, client }, 'waiting', inView(101))
  await vi.waitFor(() => expect(shown()).not.toContain('room-105'))
  expect(server.asked).toHaveLength(3)
})

test('scrolling on from there leaves no gap and repeats no row', async () => {
  for (const index of [102, 104, 106]) server.leave(`room-${index}`)
  refreshAfterLoss({ api: server, client }, noChanges, 'anna')
  for (let from = 100; from < 160; from += 4) {
    refreshShown({ api: server, client }, 'waiting', inView(from))
    await vi.waitFor(() => expect(client.isFetching()).toBe(0))
  }
  const gone = new Set(['room-102', 'room-104', 'room-106'])
  const expected = Array.from({ length: ROOMS }, (_, index) => `room-${index}`)
  expect(shown()).toEqual(expected.filter((id) => !gone.has(id)))
})

test('a list nobody looks at is read from its top when somebody does', async () => {
  stop()
  refreshAfterLoss({ api: server, client }, noChanges, 'anna')
  expect(server.asked).toEqual([])
  expect(pages()).toHaveLength(1)
  const again = new InfiniteQueryObserver(client, inboxPagesOptions(server, 'waiting'))
  stop = again.subscribe(() => undefined)
  await vi.waitFor(() => expect(server.asked).toEqual([null]))
})
