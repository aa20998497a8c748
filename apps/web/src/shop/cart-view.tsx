'use client'

import Link from 'next/link'
import { CartRow } from './cart-row.tsx'
import { cartLines, totalCents, useCart } from './cart-store.ts'
import { formatPrice } from './price.ts'
import { useCartReady } from './use-cart-ready.ts'

/** What is in the cart, what it costs, or where to start when it is empty. */
export function CartView() {
  const ready = useCartReady()
  const quantities = useCart((cart) => cart.quantities)
  const lines = cartLines(quantities)
  if (!ready) return <div className="min-h-64" />
  if (lines.length === 0) return <EmptyCart />
  return (
    <>
      <ul className="mt-6 divide-y divide-line border-line border-y">
        {lines.map((line) => (
          <CartRow key={line.product.slug} line={line} />
        ))}
      </ul>
      <p className="mt-6 flex justify-between font-semibold text-lg">
        <span>Total</span>
        <span className="tabular-nums">{formatPrice(totalCents(lines))}</span>
      </p>
      <p className="mt-2 text-soft">
        This is a demo shop, so there is nothing to pay. Questions about an order are welcome in the
        chat.
      </p>
    </>
  )
}

function EmptyCart() {
  return (
    <div className="mt-6 min-h-64">
      <p className="text-[15px] text-soft">Nothing in here yet.</p>
      <p className="mt-2">
        <Link href="/" className="text-accent underline underline-offset-2">
          See what we make
        </Link>
      </p>
    </div>
  )
}
