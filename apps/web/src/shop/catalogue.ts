export type PictureName = 'desk-lamp' | 'candle' | 'bulb' | 'cable' | 'oil-lamp' | 'lantern'

export interface Product {
  readonly slug: string
  readonly name: string
  readonly priceCents: number
  readonly picture: PictureName
  /** What the picture shows, for those who cannot see it. */
  readonly pictureText: string
  readonly summary: string
  readonly facts: readonly string[]
}

export const catalogue: readonly Product[] = [
  {
    slug: 'walnut-desk-lamp',
    name: 'Walnut desk lamp',
    priceCents: 8_900,
    picture: 'desk-lamp',
    pictureText: 'A desk lamp with a walnut foot and shade on a brass arm',
    summary: 'A lamp that leans over your work and stays where you put it.',
    facts: ['Oiled walnut, brass joints', 'Arm reaches 46 cm', 'Every part can be replaced'],
  },
  {
    slug: 'cedar-candle',
    name: 'Cedar candle',
    priceCents: 2_400,
    picture: 'candle',
    pictureText: 'A burning candle in a glass with a paper label',
    summary: 'Rapeseed wax and cedar oil, for evenings without a screen.',
    facts: ['Burns for 50 hours', 'Refill it for €14', 'Glass made in Portugal'],
  },
  {
    slug: 'warm-bulb',
    name: 'Warm bulb E27',
    priceCents: 4_000,
    picture: 'bulb',
    pictureText: 'A round bulb with a looped filament',
    summary: 'Two watts of warm light with a driver that outlives its warranty.',
    facts: ['2200 K, 180 lumens', 'Dims without a flicker', 'Guaranteed for ten years'],
  },
  {
    slug: 'linen-cable',
    name: 'Linen cable',
    priceCents: 1_800,
    picture: 'cable',
    pictureText: 'A coil of linen-covered cable with a plug',
    summary: 'Woven linen over a cable you will never want to hide.',
    facts: ['Two metres, or cut to length', 'Three cores, 0.75 mm²', 'Fits all our lamps'],
  },
  {
    slug: 'oil-lamp',
    name: 'Oil lamp',
    priceCents: 6_400,
    picture: 'oil-lamp',
    pictureText: 'A brass oil lamp with a tall glass chimney',
    summary: 'Brass, a cotton wick and a flame that does not mind a draught.',
    facts: ['Burns for 20 hours a filling', 'Spare chimneys always in stock', '31 cm tall'],
  },
  {
    slug: 'paper-lantern',
    name: 'Paper lantern',
    priceCents: 3_200,
    picture: 'lantern',
    pictureText: 'A round paper lantern hanging from a cord',
    summary: 'Mulberry paper over bamboo: as bright as a window at dusk.',
    facts: ['45 cm across', 'Folds flat', 'Paper can be mended, and we show you how'],
  },
]

/** The product with this slug, or undefined. */
export const findProduct = (slug: string): Product | undefined =>
  catalogue.find((product) => product.slug === slug)
