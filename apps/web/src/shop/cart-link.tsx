'use client'

import { ShoppingBag } from 'lucide-react'
import Link from 'next/link'
import { useEffect } from 'react'
import { cartLines, countPieces, useCart } from './cart-store.ts'

/** The cart in the header. Reads the cart once the page is up and follows the browser's other tabs. */
export function CartLink() {
  const pieces = useCart((cart) => countPieces(cartLines(cart.quantities)))
  useEffect(() => {
    const read = () => void useCart.persist.rehydrate()
    read()
    addEventListener('storage', read)
    return () => removeEventListener('storage', read)
  }, [])
  return (
    <Link
      href="/cart"
      aria-label={pieces > 0 ? `Cart, ${pieces} in it` : 'Cart'}
      className="relative -me-2.5 grid size-10 place-items-center rounded-[9px] hover:bg-theirs"
    >
      <ShoppingBag size={18} aria-hidden="true" />
      {pieces > 0 && (
        <span className="absolute end-0 top-0 grid h-[18px] min-w-[18px] place-items-center rounded-full bg-accent px-1 font-semibold text-[11px] text-on-accent tabular-nums">
          {pieces}
        </span>
      )}
    </Link>
  )
}
