'use client'

import type { Customer, Thread } from '@shopbell/chat-core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Avatar } from '@/ui/avatar'
import { StatusBadge } from '@/ui/status-badge'
import { formatDay } from './inbox/format-when.ts'
import { useRoomSummary } from './inbox/use-room-summary.ts'
import { useSupport } from './support-context.tsx'

/** Who the customer is and what was before. */
export function CustomerPanel({ roomId }: { roomId: string }) {
  const { api } = useSupport()
  const summary = useRoomSummary(roomId)
  const { data } = useQuery({
    // A change of status or owner is a change of threads; who signs in gets a name.
    queryKey: [
      'room',
      roomId,
      'profile',
      summary?.status,
      summary?.assignee?.id,
      summary?.customer.name,
    ],
    queryFn: () => api.trpc.room.profile.query({ roomId }),
    placeholderData: keepPreviousData,
  })
  if (!data || (summary && data.customer.id !== summary.customer.id)) return null
  return (
    <>
      <CustomerFacts customer={data.customer} />
      <EarlierThreads threads={data.threads} />
    </>
  )
}

function CustomerFacts({ customer }: { customer: Customer }) {
  return (
    <>
      <div className="flex items-center gap-3">
        <Avatar id={customer.id} name={customer.name} size="lg" />
        <div className="min-w-0">
          <p className="wrap-anywhere font-semibold">
            <bdi>{customer.name}</bdi>
          </p>
          <p className="text-[13px] text-faint">
            {customer.personId ? 'Signed in at the shop' : 'Anonymous'}
          </p>
        </div>
      </div>
      <dl className="mt-5 grid grid-cols-[92px_1fr] gap-x-2 gap-y-1.5">
        {customer.email && (
          <>
            <dt className="text-faint">Mail</dt>
            <dd className="wrap-anywhere">
              <a href={`mailto:${customer.email}`} className="hover:underline">
                {customer.email}
              </a>
            </dd>
          </>
        )}
        <dt className="text-faint">First seen</dt>
        <dd className="tabular-nums">{formatDay(customer.createdAt, Date.now())}</dd>
      </dl>
    </>
  )
}

/** Closed threads that somebody answered, the newest first: each wait in line is a thread as well, and says nothing here. */
function EarlierThreads({ threads }: { threads: readonly Thread[] }) {
  const earlier = threads
    .flatMap((thread) =>
      thread.status === 'closed' && thread.agent ? { ...thread, agent: thread.agent } : [],
    )
    .reverse()
  if (earlier.length === 0) return null
  return (
    <section className="mt-6">
      <h3 className="mb-2 font-semibold text-faint text-xs">Earlier threads</h3>
      <ol className="grid gap-2.5">
        {earlier.map((thread) => (
          <li key={thread.id} className="flex items-start justify-between gap-3">
            <div className="min-w-0">
              <p className="truncate">
                <bdi>{thread.agent.name}</bdi>
              </p>
              <p className="text-[12.5px] text-faint tabular-nums">
                {formatDay(thread.openedAt, Date.now())}
                {thread.rating !== null && ` · rated ${thread.rating} of 5`}
              </p>
            </div>
            <StatusBadge status="closed" />
          </li>
        ))}
      </ol>
    </section>
  )
}
