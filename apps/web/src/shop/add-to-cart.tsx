'use client'

import Link from 'next/link'
import { Button } from '@/ui/button'
import { useCart } from './cart-store.ts'

/** Puts one piece in the cart and says so, in a place that is kept free for it. */
export function AddToCart({ slug }: { slug: string }) {
  const quantity = useCart((cart) => cart.quantities[slug] ?? 0)
  const add = useCart((cart) => cart.add)
  return (
    <div className="mt-8 flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button kind="primary" className="min-h-11 px-5 text-[15px]" onClick={() => add(slug)}>
        Add to cart
      </Button>
      <p role="status" className="min-h-5 text-soft tabular-nums">
        {quantity > 0 && (
          <>
            {quantity} in your{' '}
            <Link href="/cart" className="text-accent underline underline-offset-2">
              cart
            </Link>
          </>
        )}
      </p>
    </div>
  )
}
