import { create } from 'zustand'
import { type PersistStorage, persist } from 'zustand/middleware'
import { catalogue, type Product } from './catalogue.ts'

export const itemMaxQuantity = 20

interface CartState {
  /** Pieces of each product, by slug; never 0. */
  readonly quantities: Readonly<Record<string, number>>
  readonly add: (slug: string) => void
  /** Sets the number of pieces, at most `itemMaxQuantity`; 0 takes the product out. */
  readonly setQuantity: (slug: string, quantity: number) => void
}

/** Touched only when asked: the server, which has no such storage, never asks. */
const storage: PersistStorage<Pick<CartState, 'quantities'>> = {
  getItem: (name) => JSON.parse(localStorage.getItem(name) ?? 'null'),
  setItem: (name, value) => localStorage.setItem(name, JSON.stringify(value)),
  removeItem: (name) => localStorage.removeItem(name),
}

/**
 * The cart of this browser. Nothing is stored before something is added. The server renders it empty, so a screen
 * that shows it calls `useCart.persist.rehydrate()` once it is mounted.
 */
export const useCart = create<CartState>()(
  persist(
    (set, get) => ({
      quantities: {},
      add: (slug) => get().setQuantity(slug, (get().quantities[slug] ?? 0) + 1),
      setQuantity: (slug, quantity) => {
        const { [slug]: _, ...others } = get().quantities
        set({
          quantities:
            quantity > 0 ? { ...others, [slug]: Math.min(quantity, itemMaxQuantity) } : others,
        })
      },
    }),
    {
      name: 'shopbell-cart',
      storage,
      partialize: ({ quantities }) => ({ quantities }),
      skipHydration: true,
    },
  ),
)

export interface CartLine {
  readonly product: Product
  readonly quantity: number
}

/** The cart's lines in the order of the shelf; what the shop no longer sells is left out. */
export function cartLines(quantities: CartState['quantities']): CartLine[] {
  return catalogue.flatMap((product) => {
    const quantity = quantities[product.slug]
    return quantity ? [{ product, quantity }] : []
  })
}

export const countPieces = (lines: readonly CartLine[]): number =>
  lines.reduce((sum, line) => sum + line.quantity, 0)

export const totalCents = (lines: readonly CartLine[]): number =>
  lines.reduce((sum, line) => sum + line.quantity * line.product.priceCents, 0)
