import { catalogue } from '@/shop/catalogue'
import { ProductCard } from '@/shop/product-card'

export default function HomePage() {
  return (
    <>
      <h1 className="max-w-[18ch] text-balance font-semibold text-3xl tracking-tight sm:text-4xl">
        Light that stays with you
      </h1>
      <p className="mt-3 max-w-[56ch] text-[15px] text-soft">
        Lamps, candles and the small parts that keep them alight for decades. Everything here can be
        taken apart, and put together again.
      </p>
      <h2 id="products" className="sr-only">
        Products
      </h2>
      <ul className="mt-8 grid grid-cols-2 gap-3 sm:gap-5 lg:grid-cols-3">
        {catalogue.map((product) => (
          <ProductCard key={product.slug} product={product} />
        ))}
      </ul>
    </>
  )
}
