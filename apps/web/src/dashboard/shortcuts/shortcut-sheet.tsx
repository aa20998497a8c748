'use client'

import { Dialog } from '@/ui/dialog'
import { type Shortcut, shortcuts } from './shortcuts.ts'

const GROUPS = ['Inbox', 'Room', 'Anywhere'] as const
const symbols: Record<string, string> = { ArrowDown: '↓', ArrowUp: '↑', Escape: 'Esc' }

const symbolOf = (key: string): string => symbols[key] ?? (key.length > 1 ? key : key.toUpperCase())

/** The sheet of all keys. */
export function ShortcutSheet(props: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog title="Keyboard shortcuts" {...props}>
      {GROUPS.map((group) => (
        <section key={group} className="mt-3 first:mt-0">
          <h3 className="mb-1 font-semibold text-faint text-xs">{group}</h3>
          <dl className="grid gap-y-1.5 text-[13.5px]">
            {labelsOf(group).map(([label, keys]) => (
              <div key={label} className="flex items-center justify-between gap-4">
                <dt>{label}</dt>
                <dd className="flex gap-1">
                  {keys.map((key) => (
                    <Key key={key}>{symbolOf(key)}</Key>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p className="mt-4 text-faint text-xs">Enter in a room sends; Shift and Enter make a line.</p>
    </Dialog>
  )
}

function Key({ children }: { children: string }) {
  return (
    <kbd className="grid min-h-6 min-w-6 place-items-center rounded-md border border-line px-1.5 font-sans font-semibold text-[11px] text-soft">
      {children}
    </kbd>
  )
}

/** The group's labels in the table's order, each with all the keys that do it. */
function labelsOf(group: Shortcut['group']): [label: string, keys: string[]][] {
  const byLabel = new Map<string, string[]>()
  for (const { group: of, label, keys } of shortcuts)
    if (of === group) byLabel.set(label, [...(byLabel.get(label) ?? []), ...keys])
  return [...byLabel]
}
