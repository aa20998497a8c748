'use client'
import { Tooltip } from '@base-ui/react/tooltip'
import clsx from 'clsx'
import type { ComponentProps } from 'react'

interface IconButtonProps extends ComponentProps<'button'> {
  /** Its name, for a screen reader and in the tooltip. */
  label: string
  /** The key that does the same. */
  hotkey?: string
}

/** A button that shows an icon alone: at least 40 px under a finger, 32 px with a mouse. */
export function IconButton({ label, hotkey, className, ...props }: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        aria-label={label}
        className={clsx(
          'grid size-8 shrink-0 place-items-center rounded-[10px] text-soft transition-colors duration-150 hover:bg-theirs hover:text-ink pointer-coarse:size-10',
          className,
        )}
        {...props}
      />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="z-50">
          <Tooltip.Popup className="flex items-center gap-2 rounded-lg bg-ink px-2 py-1 text-bg text-xs">
            {label}
            {hotkey && <kbd className="font-semibold opacity-70">{hotkey}</kbd>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
