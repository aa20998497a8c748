'use client'
import { Menu as Base } from '@base-ui/react/menu'
import clsx from 'clsx'
import { Check } from 'lucide-react'
import type { ComponentProps, ReactElement, ReactNode } from 'react'

const item =
  'flex min-h-8 cursor-default select-none items-center gap-2.5 rounded-lg px-2.5 text-[13px] outline-none data-disabled:opacity-50 data-highlighted:bg-theirs pointer-coarse:min-h-10'

interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement
  children: ReactNode
  side?: ComponentProps<typeof Base.Positioner>['side']
  align?: ComponentProps<typeof Base.Positioner>['align']
}

export function Menu({ trigger, children, side = 'bottom', align = 'start' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} className="z-50 outline-none">
          <Base.Popup className="max-h-(--available-height) min-w-56 max-w-[calc(100vw-1rem)] overflow-y-auto rounded-row border border-line bg-raised p-1 shadow-panel outline-none transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export function MenuItem({ className, ...props }: ComponentProps<typeof Base.Item>) {
  return <Base.Item className={clsx(item, className)} {...props} />
}

/** On or off, with a tick in a place that is always kept free for it. */
export function MenuSwitch({ children, ...props }: ComponentProps<typeof Base.CheckboxItem>) {
  return (
    <Base.CheckboxItem className={item} {...props}>
      <span className="grid size-4 place-items-center">
        <Base.CheckboxItemIndicator>
          <Check size={16} aria-hidden="true" />
        </Base.CheckboxItemIndicator>
      </span>
      {children}
    </Base.CheckboxItem>
  )
}

interface MenuChoiceProps<T extends string> {
  label: string
  value: T
  options: Readonly<Record<T, ReactNode>>
  onChange: (value: T) => void
}

/** One of several, under a heading. */
export function MenuChoice<T extends string>(props: MenuChoiceProps<T>) {
  const { label, value, options, onChange } = props
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2.5 pt-2 pb-1 text-faint text-xs">{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={onChange}>
        {(Object.keys(options) as T[]).map((option) => (
          <Base.RadioItem key={option} value={option} className={item}>
            <span className="grid size-4 place-items-center">
              <Base.RadioItemIndicator>
                <Check size={16} aria-hidden="true" />
              </Base.RadioItemIndicator>
            </span>
            {options[option]}
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  )
}

export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line" />
}
