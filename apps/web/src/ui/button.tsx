import clsx from 'clsx'
import type { ComponentProps } from 'react'

const kinds = {
  primary: 'bg-accent text-on-accent font-medium hover:opacity-90',
  quiet: 'border border-line bg-raised font-medium hover:bg-theirs',
  ghost: 'text-soft hover:bg-theirs hover:text-ink',
}

/** The one button. At least 40 px high under a finger, 32 px with a mouse. */
export function Button({
  kind = 'quiet',
  className,
  ...props
}: ComponentProps<'button'> & { kind?: keyof typeof kinds }) {
  return (
    <button
      type="button"
      className={clsx(
        'inline-flex min-h-8 items-center justify-center gap-2 rounded-[9px] px-3 text-[13px] transition-colors duration-150 disabled:opacity-50 pointer-coarse:min-h-10',
        kinds[kind],
        className,
      )}
      {...props}
    />
  )
}
