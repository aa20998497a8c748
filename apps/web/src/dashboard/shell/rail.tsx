'use client'

import { Inbox } from 'lucide-react'
import { useState } from 'react'
import { ShortcutSheet } from '../shortcuts/shortcut-sheet.tsx'
import { useShortcuts } from '../shortcuts/use-shortcuts.ts'
import { hrefOf } from '../support-url.ts'
import { AccountMenu } from './account-menu.tsx'
import { Mark } from './mark.tsx'
import { SettingsMenu } from './settings-menu.tsx'
import { ThemeMenu } from './theme-menu.tsx'
import { useIsPhone } from './use-media.ts'

/** Where one can go and how one works: beside the list, below it on a phone. */
export function Rail({ inert }: { inert: boolean }) {
  const side = useIsPhone() ? 'top' : 'inline-end'
  const [isSheetOpen, setSheetOpen] = useState(false)
  useShortcuts({ shortcuts: () => setSheetOpen(true) })
  return (
    <nav
      aria-label="Support"
      inert={inert}
      className="flex items-center gap-1.5 border-line max-[699.9px]:order-last max-[699.9px]:border-t max-[699.9px]:px-3 max-[699.9px]:py-1.5 max-[699.9px]:pb-[max(0.375rem,env(safe-area-inset-bottom))] min-[700px]:flex-col min-[700px]:border-e min-[700px]:py-3.5"
    >
      <span className="max-[699.9px]:hidden">
        <Mark />
      </span>
      <a
        href={hrefOf({ roomId: null, filter: 'mine' })}
        aria-label="Inbox"
        aria-current="page"
        className="grid size-10 place-items-center rounded-[10px] bg-accent-wash text-accent min-[700px]:mt-3"
      >
        <Inbox size={18} aria-hidden="true" />
      </a>
      <span className="flex-1" />
      <ThemeMenu side={side} />
      <SettingsMenu side={side} onShowShortcuts={() => setSheetOpen(true)} />
      <AccountMenu side={side} />
      <ShortcutSheet open={isSheetOpen} onOpenChange={setSheetOpen} />
    </nav>
  )
}
