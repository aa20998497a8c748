'use client'
import { Dialog as Base } from '@base-ui/react/dialog'
import clsx from 'clsx'
import { X } from 'lucide-react'
import { type ReactNode, useRef } from 'react'

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
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[oklch(0%_0_0/0.32)] transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        {/* The window itself takes the focus: no key is pressed by accident, no phone shows its keyboard. */}
        <Base.Popup
          ref={popup}
          initialFocus={popup}
          className={clsx(
            'fixed z-50 flex flex-col bg-surface shadow-panel outline-none transition-opacity duration-150',
            places[place],
          )}
        >
          <Base.Title className="truncate ps-5 pe-14 pt-4 pb-1 font-semibold text-[15px]">
            {title}
          </Base.Title>
          <div className="min-h-0 overflow-y-auto px-5 pt-2 pb-5">{children}</div>
          {/* Last, so that Tab starts with what the dialog is about. */}
          <Base.Close
            aria-label="Close"
            className="absolute end-3 top-3 grid size-8 place-items-center rounded-[10px] text-soft hover:bg-theirs hover:text-ink pointer-coarse:size-10"
          >
            <X size={18} aria-hidden="true" />
          </Base.Close>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
