import type { Metadata } from 'next'
import Link from 'next/link'
import { ShopFrame } from '@/shop/shop-frame'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <ShopFrame>
      <h1 className="font-semibold text-3xl tracking-tight">No light here</h1>
      <p className="mt-3 max-w-[52ch] text-[15px] text-soft">
        This page does not exist, or not any more. Nothing of yours is lost: your cart is as you
        left it.
      </p>
      <p className="mt-6">
        <Link href="/" className="text-accent underline underline-offset-2">
          Back to the lamps
        </Link>
      </p>
    </ShopFrame>
  )
}
