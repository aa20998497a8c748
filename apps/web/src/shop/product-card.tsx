import Link from 'next/link'
import type { Product } from './catalogue.ts'
import { formatPrice } from './price.ts'
import { ProductPicture } from './product-picture.tsx'

/** One product on the shelf; the whole card is its link. */
export function ProductCard({ product }: { product: Product }) {
  return (
    <li>
      <Link
        href={`/products/${product.slug}`}
        className="group block h-full rounded-[16px] border border-line bg-surface p-3 transition-colors duration-150 hover:border-faint"
      >
        <ProductPicture name={product.picture} />
        <span className="mt-3 block px-1 pb-1">
          <span className="block font-semibold text-[15px] group-hover:text-accent">
            {product.name}
          </span>
          <span className="block text-soft tabular-nums">{formatPrice(product.priceCents)}</span>
        </span>
      </Link>
    </li>
  )
}
