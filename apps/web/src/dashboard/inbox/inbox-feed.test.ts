import type { AppRouter } from '@shopbell/api/router'
import type { InboxFrame, InboxPage, RoomSummary } from '@shopbell/chat-core'
import { InfiniteQueryObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import { createTRPCClient, type TRPCLink } from '@trpc/client'
import { observable } from '@trpc/server/observable'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { groupsKey } from '../support-context.tsx'
import { openRoom, roomSummary } from '../testing/room-summary.ts'
import { deriveInbox } from './inbox-cache.ts'
import { feedInbox } from './inbox-feed.ts'
import { findRoom, inboxCountsOptions, inboxPagesOptions, readChanges } from './inbox-query.ts'

/** The far end of the wire: answers `inbox.list` with `page`, counts calls, and says what a test makes it say. */
function farEnd() {
  const calls: string[] = []
  let say: (frame: InboxFrame) => void = () => undefined
  let page: InboxPage = { rooms: [], nextCursor: null }
  const answers: Record<string, () => unknown> = {
    'inbox.list': () => page,
    'inbox.counts': () => ({ mine: 0, waiting: 0, open: 0 }),
  }
  const link: TRPCLink<AppRouter> =
    () =>
    ({ op }) =>
      observable((observer) => {
        calls.push(op.path)
        if (op.type === 'subscription')
          say = (data) => observer.next({ result: { type: 'data', data } })
        else {
          observer.next({ result: { type: 'data', data: answers[op.path]?.() } })
          observer.complete()
        }
      })
  return {
    trpc: createTRPCClient<AppRouter>({ links: [link] }),
    calls,
    say: (frame: InboxFrame) => say(frame),
    setPage: (rooms: readonly RoomSummary[]) => {
      page = { rooms, nextCursor: null }
    },
  }
}

const changed = (room: RoomSummary): InboxFrame => ({ type: 'room.changed', room })

let client: QueryClient
let server: ReturnType<typeof farEnd>
let news: [after: RoomSummary, before: RoomSummary | undefined][]
let stop: () => void

const shown = (): readonly string[] => {
  const pages = client.getQueryData(inboxPagesOptions(server, 'waiting').queryKey)?.pages ?? []
  const question = { filter: 'waiting', agentId: 'anna' } as const
  return deriveInbox(pages, readChanges(client), question).map((room) => room.id)
}

const countsAsked = (): number => server.calls.filter((path) => path === 'inbox.counts').length

beforeEach(async () => {
  vi.useFakeTimers()
  client = new QueryClient()
  server = farEnd()
  news = []
  stop = feedInbox({
    api: server,
    client,
    agentId: 'anna',
    onChanged: (after, before) => news.push([after, before]),
    onRefused: () => undefined,
  })
  await client.fetchInfiniteQuery(inboxPagesOptions(server, 'waiting'))
})

afterEach(() => {
  stop()
  client.clear()
  vi.useRealTimers()
})

test('a change is in the list at once and told with what was known before', () => {
  server.say(changed(roomSummary({ id: 'a' })))
  expect(shown()).toEqual(['a'])
  server.say(changed(openRoom('bo', { id: 'a', version: 2 })))
  expect(shown()).toEqual([])
  expect(news.map(([after, before]) => [after.version, before?.version])).toEqual([
    [1, undefined],
    [2, 1],
  ])
})

test('a repeated or older frame is not news', () => {
  const frame = changed(roomSummary({ id: 'a', version: 3 }))
  server.say(frame)
  server.say(frame)
  server.say(changed(roomSummary({ id: 'a', version: 2 })))
  expect(news).toHaveLength(1)
})

test('what was missed while away is made good: ready reads the pages again', async () => {
  server.say(changed(roomSummary({ id: 'left-meanwhile' })))
  server.setPage([roomSummary({ id: 'came-meanwhile' })])
  const list = new InfiniteQueryObserver(client, inboxPagesOptions(server, 'waiting'))
  const leave = list.subscribe(() => undefined)
  server.say({ type: 'ready' })
  await vi.waitFor(() => expect(shown()).toEqual(['came-meanwhile']))
  leave()
})

test('a busy moment asks for the counts once, not once a frame', async () => {
  const leave = new QueryObserver(client, inboxCountsOptions(server)).subscribe(() => undefined)
  await vi.waitFor(() => expect(countsAsked()).toBe(1))
  for (let version = 1; version <= 50; version++)
    server.say(changed(roomSummary({ id: `room-${version}` })))
  await vi.advanceTimersByTimeAsync(499)
  expect(countsAsked()).toBe(1)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(countsAsked()).toBe(2)
  leave()
})

test('a room is found in what the stream said before any page', () => {
  server.say(changed(openRoom('anna', { id: 'a', version: 4 })))
  expect(findRoom(client, 'a')?.version).toBe(4)
  server.say({ type: 'room.gone', roomId: 'a', version: 5 })
  expect(findRoom(client, 'a')).toBeUndefined()
})

test('a change of a group makes the groups that are shown be read again', async () => {
  const read = vi.fn(async () => [])
  const groups = new QueryObserver(client, { queryKey: groupsKey, queryFn: read })
  const leave = groups.subscribe(() => undefined)
  await vi.waitFor(() => expect(groups.getCurrentResult().isSuccess).toBe(true))
  server.say({ type: 'group.changed', groupId: 'returns' })
  await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(2))
  leave()
})
