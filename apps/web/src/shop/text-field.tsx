import { type ComponentProps, useId } from 'react'

/** A labelled line of input, with a hint below it. 16 px text, so that phones do not zoom in. */
export function TextField({
  label,
  hint,
  ...input
}: ComponentProps<'input'> & { label: string; hint?: string }) {
  const id = useId()
  return (
    <p>
      <label htmlFor={id} className="mb-1 block font-medium">
        {label}
      </label>
      <input
        id={id}
        required
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="block h-11 w-full rounded-row border border-faint bg-raised px-3 text-base focus-visible:outline-offset-0"
        {...input}
      />
      {hint && (
        <span id={`${id}-hint`} className="mt-1 block text-[13px] text-faint">
          {hint}
        </span>
      )}
    </p>
  )
}
