'use client'

import type { InboxCounts, InboxFilter } from '@shopbell/chat-core'
import clsx from 'clsx'
import { goTo, hrefOf, inboxFilters, useSupportPlace } from '../support-url.ts'
import { useInboxCounts } from './inbox-query.ts'

const names: Record<InboxFilter, string> = {
  mine: 'Mine',
  waiting: 'Waiting',
  open: 'All open',
  closed: 'Closed',
}

const countOf = (filter: InboxFilter, counts: InboxCounts | undefined): number | undefined =>
  filter === 'closed' ? undefined : counts?.[filter]

/** Which rooms the list shows. Counts keep room for two digits, so that no name moves when they come. */
export function InboxTabs() {
  const { roomId, filter: current } = useSupportPlace()
  const counts = useInboxCounts()
  return (
    <nav aria-label="Lists" className="-mx-1.5 flex text-[13px]">
      {inboxFilters.map((filter) => (
        <a
          key={filter}
          href={hrefOf({ roomId, filter })}
          aria-current={filter === current ? 'page' : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return
            event.preventDefault()
            goTo({ roomId, filter })
          }}
          className={clsx(
            'flex min-h-8 items-center gap-[3px] whitespace-nowrap rounded-lg px-1.5 font-medium transition-colors duration-150 pointer-coarse:min-h-10',
            filter === current ? 'bg-closed text-ink' : 'text-soft hover:bg-theirs',
          )}
        >
          {names[filter]}
          {filter !== 'closed' && (
            <span className="min-w-[2ch] font-normal text-faint tabular-nums">
              {countOf(filter, counts)}
            </span>
          )}
        </a>
      ))}
    </nav>
  )
}
