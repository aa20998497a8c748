'use client'
import { Dialog as Base } from '@base-ui/react/dialog'
import clsx from 'clsx'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from './icon-button.tsx'

const places = {
  middle:
    'top-1/2 left-1/2 max-h-[calc(100dvh-2rem)] w-[min(28rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-panel data-ending-style:opacity-0 data-starting-style:opacity-0',
  side: 'inset-y-0 end-0 w-[min(20rem,calc(100vw-3rem))] rounded-s-panel data-ending-style:opacity-0 data-starting-style:opacity-0',
}

interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  children: ReactNode
  /** `side` is a sheet at the end of the line. */
  place?: keyof typeof places
}

/** A window over the page: keeps the focus, closes with Escape or a press outside, gives the focus back. */
export function Dialog({ open, onOpenChange, title, children, place = 'middle' }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[oklch(0%_0_0/0.32)] transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          className={clsx(
            'fixed z-50 flex flex-col bg-surface shadow-panel outline-none transition-opacity duration-150',
            places[place],
          )}
        >
          <div className="flex items-center gap-2 ps-5 pe-3 pt-3">
            <Base.Title className="min-w-0 flex-1 truncate font-semibold text-[15px]">
              {title}
            </Base.Title>
            <Base.Close render={<IconButton label="Close" />}>
              <X size={18} aria-hidden="true" />
            </Base.Close>
          </div>
          <div className="min-h-0 overflow-y-auto px-5 pt-2 pb-5">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
