import type { ComponentProps } from 'react'

/** A link as large as a button. A full load: what the server says may have changed since. */
export function PlainLink(props: ComponentProps<'a'>) {
  return (
    <a
      className="inline-flex min-h-10 items-center rounded-[9px] bg-accent px-4 font-medium text-[15px] text-on-accent hover:opacity-90"
      {...props}
    />
  )
}
