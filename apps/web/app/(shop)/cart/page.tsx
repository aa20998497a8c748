import type { Metadata } from 'next'
import { CartView } from '@/shop/cart-view'

export const metadata: Metadata = { title: 'Cart' }

export default function CartPage() {
  return (
    <>
      <h1 className="font-semibold text-3xl tracking-tight">Cart</h1>
      <CartView />
    </>
  )
}
