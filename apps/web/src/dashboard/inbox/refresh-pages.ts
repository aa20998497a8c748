import { type InboxFilter, type InboxPage, limits } from '@shopbell/chat-core'
import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { ApiClient } from '@/chat/api-client'
import { bakePages, type InboxChanges } from './inbox-cache.ts'

/** Where the query cache keeps the pages of each filter. */
export const PAGES = ['inbox', 'pages'] as const

interface Services {
  readonly api: Pick<ApiClient, 'trpc'>
  readonly client: QueryClient
}

type Pages = InfiniteData<InboxPage, string | null>

/** Pages of before a loss that nobody has read again yet, and pages that are being read again. */
const stale = new WeakSet<InboxPage>()
const onTheirWay = new WeakSet<InboxPage>()
/** Which rooms of a list are in view. */
const shown = new WeakMap<QueryClient, Map<InboxFilter, readonly string[]>>()

/**
 * Makes good what was missed: reads again what is in view and the top of each list in use, and leaves what was scrolled
 * past for when it is scrolled to. After a restart every agent's lists are asked for at once.
 * @param changes what the stream said until now; it is laid down in the pages and may be forgotten
 */
export function refreshAfterLoss(services: Services, changes: InboxChanges, agentId: string): void {
  const { client } = services
  for (const query of client.getQueryCache().findAll({ queryKey: PAGES })) {
    const filter = query.queryKey[PAGES.length] as InboxFilter
    const data = query.state.data as Pages | undefined
    if (!data || !query.isActive()) {
      // What nobody looks at is read when somebody does, from its top.
      if (data) client.setQueryData(query.queryKey, firstPages(data, 1))
      void client.invalidateQueries({ queryKey: query.queryKey })
      continue
    }
    void client.cancelQueries({ queryKey: query.queryKey })
    const pages = bakePages(data.pages, changes, { filter, agentId })
    const laidDown = client.setQueryData<Pages>(query.queryKey, { ...data, pages })
    for (const page of laidDown?.pages ?? []) stale.add(page)
    refreshShown(services, filter, shown.get(client)?.get(filter) ?? [])
  }
}

/** Reads again the top of the list and the pages of these rooms, where they are out of date. */
export function refreshShown(
  services: Services,
  filter: InboxFilter,
  roomIds: readonly string[],
): void {
  const { client } = services
  const lists = shown.get(client) ?? new Map<InboxFilter, readonly string[]>()
  shown.set(client, lists.set(filter, roomIds))
  const pages = client.getQueryData<Pages>([...PAGES, filter])?.pages ?? []
  if (!pages.some((page) => stale.has(page))) return
  const inView = new Set(roomIds)
  for (const [index, page] of pages.entries()) {
    const isWanted = index === 0 || page.rooms.some(({ id }) => inView.has(id))
    if (isWanted && stale.has(page) && !onTheirWay.has(page))
      void refreshPage(services, filter, page)
  }
}

async function refreshPage(
  { api, client }: Services,
  filter: InboxFilter,
  before: InboxPage,
): Promise<void> {
  const queryKey = [...PAGES, filter]
  const data = client.getQueryData<Pages>(queryKey)
  const index = data?.pages.indexOf(before) ?? -1
  if (!data || index < 0) return
  // Where the page before it ends now, which may be elsewhere than it did.
  const cursor = index === 0 ? null : (data.pages[index - 1]?.nextCursor ?? null)
  if (index > 0 && cursor === null) {
    client.setQueryData<Pages>(queryKey, firstPages(data, index))
    return
  }
  onTheirWay.add(before)
  try {
    const page = await client.fetchQuery({
      queryKey: ['inbox', 'page', filter, cursor],
      queryFn: () =>
        api.trpc.inbox.list.query({
          filter,
          limit: limits.pageMaxRooms,
          ...(cursor && { cursor }),
        }),
      retry: 3,
      gcTime: 0,
    })
    const place = client.getQueryData<Pages>(queryKey)?.pages.indexOf(before) ?? -1
    const next = client.setQueryData<Pages>(
      queryKey,
      (now) => now && replacePage(now, before, { page, cursor }),
    )
    // Not the page just read: the cache keeps the object it had where nothing has changed.
    const kept = next?.pages[place]
    if (kept) stale.delete(kept)
  } catch {
    // It stays stale: the next scroll or the next reconnect reads it.
  } finally {
    onTheirWay.delete(before)
  }
}

function replacePage(
  data: Pages,
  before: InboxPage,
  { page, cursor }: { page: InboxPage; cursor: string | null },
): Pages {
  const index = data.pages.indexOf(before)
  if (index < 0) return data
  const next = data.pages[index + 1]
  // A page that does not begin where this one ends now would leave a gap or repeat rows.
  if (next && page.nextCursor !== before.nextCursor) stale.add(next)
  const replaced = {
    pages: data.pages.with(index, page),
    pageParams: data.pageParams.with(index, cursor),
  }
  return page.nextCursor === null ? firstPages(replaced, index + 1) : replaced
}

const firstPages = ({ pages, pageParams }: Pages, count: number): Pages => ({
  pages: pages.slice(0, count),
  pageParams: pageParams.slice(0, count),
})
