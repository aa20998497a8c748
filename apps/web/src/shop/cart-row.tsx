import { Minus, Plus } from 'lucide-react'
import Link from 'next/link'
import { type CartLine, itemMaxQuantity, useCart } from './cart-store.ts'
import { formatPrice } from './price.ts'
import { ProductPicture } from './product-picture.tsx'

/** One product in the cart with its pieces; taking the last one away takes the product out. */
export function CartRow({ line: { product, quantity } }: { line: CartLine }) {
  const setQuantity = useCart((cart) => cart.setQuantity)
  const step = 'grid size-10 place-items-center rounded-[9px] text-soft hover:bg-theirs'
  return (
    <li className="grid grid-cols-[72px_minmax(0,1fr)_auto] items-center gap-x-4 py-4">
      <ProductPicture name={product.picture} />
      <div className="min-w-0">
        <Link href={`/products/${product.slug}`} className="font-semibold hover:text-accent">
          {product.name}
        </Link>
        <p className="text-soft tabular-nums">{formatPrice(product.priceCents)}</p>
      </div>
      <div className="text-end">
        <div className="flex items-center justify-end">
          <button
            type="button"
            className={step}
            aria-label={`One ${product.name} less`}
            onClick={() => setQuantity(product.slug, quantity - 1)}
          >
            <Minus size={16} aria-hidden="true" />
          </button>
          <span className="w-7 text-center tabular-nums">{quantity}</span>
          <button
            type="button"
            className={`${step} disabled:opacity-40`}
            aria-label={`One ${product.name} more`}
            disabled={quantity >= itemMaxQuantity}
            onClick={() => setQuantity(product.slug, quantity + 1)}
          >
            <Plus size={16} aria-hidden="true" />
          </button>
        </div>
        <p className="pe-3 font-medium tabular-nums">
          {formatPrice(product.priceCents * quantity)}
        </p>
      </div>
    </li>
  )
}
