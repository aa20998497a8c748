import clsx from 'clsx'

/** A stable hue, in degrees, for whoever carries this id. */
function hueOf(id: string): number {
  let hash = 0
  for (const char of id) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) % 360
  return hash
}

/** Up to two initials, by whole characters, so that no name breaks in the middle of one. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return (
    letters
      .map((word) => [...(word ?? '')][0] ?? '')
      .join('')
      .toLocaleUpperCase() || '?'
  )
}

const sizes = {
  sm: 'size-7 text-[11px]',
  md: 'size-[38px] text-[13px]',
  lg: 'size-[46px] text-base',
}

/** Somebody's initials on their own colour. Decoration: the name stands beside it. */
export function Avatar({
  id,
  name,
  size = 'md',
}: {
  id: string
  name: string
  size?: keyof typeof sizes
}) {
  const hue = hueOf(id)
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'grid shrink-0 select-none place-items-center rounded-full font-semibold',
        sizes[size],
      )}
      style={{
        color: `light-dark(oklch(35% .06 ${hue}), oklch(92% .04 ${hue}))`,
        background: `light-dark(oklch(92% .045 ${hue}), oklch(36% .055 ${hue}))`,
      }}
    >
      {initialsOf(name)}
    </span>
  )
}
