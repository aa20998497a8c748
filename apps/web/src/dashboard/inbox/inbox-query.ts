import {
  type InboxCounts,
  type InboxFilter,
  type InboxPage,
  limits,
  type RoomSummary,
} from '@shopbell/chat-core'
import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ApiClient } from '@/chat/api-client'
import { useMe, useSupport } from '../support-context.tsx'
import { deriveInbox, type InboxChanges, noChanges } from './inbox-cache.ts'
import { PAGES, refreshShown } from './refresh-pages.ts'

const CHANGES = ['inbox', 'changes'] as const
const COUNTS = ['inbox', 'counts'] as const

/** How a list is read: page by page, as far as it has been scrolled. */
export const inboxPagesOptions = (api: Pick<ApiClient, 'trpc'>, filter: InboxFilter) =>
  infiniteQueryOptions({
    queryKey: [...PAGES, filter],
    queryFn: ({ pageParam, signal }) =>
      api.trpc.inbox.list.query(
        { filter, limit: limits.pageMaxRooms, ...(pageParam && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
  })

export interface Inbox {
  readonly rooms: readonly RoomSummary[]
  readonly state: 'loading' | 'failed' | 'ready'
  readonly hasMore: boolean
  loadMore(): void
  /** Call with the rooms in view: reads again what of them may be out of date. */
  show(roomIds: readonly string[]): void
  retry(): void
}

/** The rooms of a filter in their order, live. Pages are read once and again after every reconnect. */
export function useInbox(filter: InboxFilter): Inbox {
  const { api } = useSupport()
  const client = useQueryClient()
  const { id: agentId } = useMe()
  const query = useInfiniteQuery(inboxPagesOptions(api, filter))
  const changes = useQuery({
    queryKey: CHANGES,
    queryFn: () => noChanges,
    initialData: noChanges,
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  }).data
  const pages = query.data?.pages
  const rooms = useMemo(
    () => (pages ? deriveInbox(pages, changes, { filter, agentId }) : []),
    [pages, changes, filter, agentId],
  )
  return {
    rooms,
    state: pages ? 'ready' : query.isError ? 'failed' : 'loading',
    hasMore: query.hasNextPage,
    loadMore() {
      // After a failure the next reconnect reads again; asking on would hammer a service that struggles.
      if (!query.isFetching && !query.isFetchNextPageError) void query.fetchNextPage()
    },
    show: (roomIds) => refreshShown({ api, client }, filter, roomIds),
    retry() {
      void query.refetch()
    },
  }
}

export const inboxCountsOptions = (api: Pick<ApiClient, 'trpc'>) =>
  queryOptions({
    queryKey: COUNTS,
    queryFn: () => api.trpc.inbox.counts.query(),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** How many rooms each list holds; undefined until it is known. */
export function useInboxCounts(): InboxCounts | undefined {
  const { api } = useSupport()
  return useQuery(inboxCountsOptions(api)).data
}

export const readChanges = (client: QueryClient): InboxChanges =>
  client.getQueryData<InboxChanges>(CHANGES) ?? noChanges

export const writeChanges = (client: QueryClient, changes: InboxChanges): void => {
  client.setQueryData(CHANGES, changes)
}

export const rereadCounts = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ queryKey: COUNTS })

/** The newest this screen knows of a room, from the stream or from any page it has read. */
export function findRoom(client: QueryClient, roomId: string): RoomSummary | undefined {
  const change = readChanges(client).get(roomId)
  if (change) return change.room ?? undefined
  return client
    .getQueriesData<InfiniteData<InboxPage>>({ queryKey: PAGES })
    .flatMap(([, data]) => data?.pages ?? [])
    .flatMap((page) => page.rooms)
    .filter((room) => room.id === roomId)
    .reduce<RoomSummary | undefined>(
      (newest, room) => (newest && newest.version >= room.version ? newest : room),
      undefined,
    )
}
