import type { Agent, InboxFrame, RoomSummary } from '@shopbell/chat-core'
import type { QueryClient } from '@tanstack/react-query'
import type { ApiClient } from '@/chat/api-client'
import { keepStream } from '@/chat/keep-stream'
import type { Refusal } from '@/chat/refusal'
import { agentsKey, groupsKey, meKey } from '../support-context.tsx'
import { applyInboxFrame, changesCounts, forgetChanges } from './inbox-cache.ts'
import { findRoom, readChanges, rereadCounts, writeChanges } from './inbox-query.ts'
import { refreshAfterLoss } from './refresh-pages.ts'

/** Counts are asked for at most this often, however busy the shop is. */
const COUNTS_EVERY_MS = 500

export interface InboxFeedOptions {
  readonly api: Pick<ApiClient, 'trpc'>
  readonly client: QueryClient
  /** Whose inbox it is. */
  readonly agentId: string
  /** A room changed, with what was known of it before. */
  readonly onChanged: (room: RoomSummary, before: RoomSummary | undefined) => void
  /** The stream is over for good, such as after signing out elsewhere. */
  readonly onRefused: (refusal: Refusal) => void
}

/** Feeds the inbox stream into the query cache until the returned function is called. */
export function feedInbox(options: InboxFeedOptions): () => void {
  const { api, client, agentId, onChanged, onRefused } = options
  let countsTimer: ReturnType<typeof setTimeout> | undefined

  const countSoon = () => {
    countsTimer ??= setTimeout(() => {
      countsTimer = undefined
      void rereadCounts(client)
    }, COUNTS_EVERY_MS)
  }

  const rereadAll = () => {
    const before = readChanges(client)
    refreshAfterLoss({ api, client }, before, agentId)
    writeChanges(client, forgetChanges(readChanges(client), before))
    void rereadCounts(client)
  }

  const takeRoom = (frame: InboxFrame, roomId: string) => {
    const before = findRoom(client, roomId)
    const changes = readChanges(client)
    const next = applyInboxFrame(changes, frame)
    if (next === changes) return
    writeChanges(client, next)
    if (changesCounts(frame, before)) countSoon()
    if (frame.type === 'room.changed') onChanged(frame.room, before)
  }

  const onFrame = (frame: InboxFrame) => {
    switch (frame.type) {
      case 'ready':
        return rereadAll()
      case 'room.changed':
        return takeRoom(frame, frame.room.id)
      case 'room.gone':
        return takeRoom(frame, frame.roomId)
      case 'agent.changed':
        return takeAgent(client, frame.agent)
      case 'agent.gone':
        return loseAgent(client, frame.agentId)
      case 'group.changed':
        return void client.invalidateQueries({ queryKey: groupsKey })
    }
  }

  const stream = keepStream<InboxFrame>({
    open({ onFrame: onData, onEnd }) {
      const subscription = api.trpc.inbox.events.subscribe(undefined, {
        onData,
        onError: onEnd,
        onComplete: () => onEnd(null),
      })
      return () => subscription.unsubscribe()
    },
    onFrame,
    onRefused(refusal) {
      if (!refusal.retryable) onRefused(refusal)
    },
  })

  return () => {
    stream.stop()
    clearTimeout(countsTimer)
  }
}

function takeAgent(client: QueryClient, agent: Agent): void {
  client.setQueryData<Agent>(meKey, (me) => (me?.id === agent.id ? agent : me))
  const agents = client.getQueryData<readonly Agent[]>(agentsKey)
  if (agents?.some(({ id }) => id === agent.id))
    client.setQueryData<readonly Agent[]>(
      agentsKey,
      agents.map((known) => (known.id === agent.id ? { ...known, ...agent } : known)),
    )
  // Somebody new, and where they belong in the list is the server's to say.
  else void client.invalidateQueries({ queryKey: agentsKey })
}

function loseAgent(client: QueryClient, agentId: string): void {
  client.setQueryData<readonly Agent[]>(agentsKey, (agents) =>
    agents?.filter(({ id }) => id !== agentId),
  )
}
