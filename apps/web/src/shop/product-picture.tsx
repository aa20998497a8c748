import type { ReactNode } from 'react'
import type { PictureName } from './catalogue.ts'
import { Bulb } from './pictures/bulb.tsx'
import { Cable } from './pictures/cable.tsx'
import { Candle } from './pictures/candle.tsx'
import { DeskLamp } from './pictures/desk-lamp.tsx'
import { Lantern } from './pictures/lantern.tsx'
import { OilLamp } from './pictures/oil-lamp.tsx'

const drawings: Record<PictureName, () => ReactNode> = {
  'desk-lamp': DeskLamp,
  candle: Candle,
  bulb: Bulb,
  cable: Cable,
  'oil-lamp': OilLamp,
  lantern: Lantern,
}

/** A drawn product on its table, square, in the colours of the theme. Without `text` it is decoration. */
export function ProductPicture({ name, text }: { name: PictureName; text?: string }) {
  const Drawing = drawings[name]
  return (
    <svg
      viewBox="0 0 240 240"
      className="block aspect-square w-full rounded-row bg-[var(--picture-ground)]"
      role="img"
      aria-label={text}
      aria-hidden={text ? undefined : true}
    >
      {name !== 'lantern' && <path d="M0 196h240v44H0z" fill="var(--picture-table)" />}
      <Drawing />
    </svg>
  )
}
