import clsx from 'clsx'
import { MessageCircle, X } from 'lucide-react'
import { Avatar } from '@/ui/avatar'
import { EndChatMenu } from './end-chat-menu.tsx'
import type { WidgetStatus } from './widget-status.ts'
import { useWidget } from './widget-store.ts'

const words: Record<WidgetStatus, string> = {
  ready: 'We are here',
  away: 'Away at the moment',
  waiting: 'Waiting for an answer',
  connected: 'Connected',
  closed: 'This chat has ended',
  reconnecting: 'Reconnecting…',
  // The same word: what is new is said above the composer, once.
  unreachable: 'Reconnecting…',
  offline: 'You are offline',
}

const LIT = 'bg-[oklch(64%_0.16_155)]'
const WAITING = 'bg-[oklch(75%_0.14_80)]'
const UNLIT = 'bg-faint'

const dots: Record<WidgetStatus, string> = {
  ready: LIT,
  away: UNLIT,
  waiting: WAITING,
  connected: LIT,
  closed: UNLIT,
  reconnecting: WAITING,
  unreachable: UNLIT,
  offline: UNLIT,
}

/** Who answers and whether they can, and the way out. */
export function PanelHeader({ onEnded }: { onEnded: () => void }) {
  const { agent, config, status, closeChat } = useWidget()
  const shopName = config?.shopName ?? 'Chat'
  return (
    <header className="flex items-center gap-3 border-line border-b px-4 py-3.5">
      {agent ? <Avatar id={agent.id} name={agent.name} /> : <ShopMark />}
      <div className="min-w-0 flex-1">
        <h2 dir="auto" className="truncate font-semibold text-[15.5px] text-start">
          {agent?.name ?? shopName}
        </h2>
        <p role="status" className="flex items-center gap-1.5 text-[13px] text-soft">
          <span aria-hidden="true" className={clsx('size-2 shrink-0 rounded-full', dots[status])} />
          <span className="truncate">
            {status === 'connected' ? `${words[status]} · ${shopName}` : words[status]}
          </span>
        </p>
      </div>
      <EndChatMenu onEnded={onEnded} />
      <button
        type="button"
        aria-label="Close chat"
        onClick={closeChat}
        className="grid size-9 shrink-0 place-items-center rounded-[10px] text-soft hover:bg-theirs hover:text-ink pointer-coarse:size-10"
      >
        <X size={20} aria-hidden="true" />
      </button>
    </header>
  )
}

function ShopMark() {
  return (
    <span
      aria-hidden="true"
      className="grid size-[38px] shrink-0 place-items-center rounded-full bg-accent-wash text-accent"
    >
      <MessageCircle size={20} />
    </span>
  )
}
