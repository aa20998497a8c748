import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { AddToCart } from '@/shop/add-to-cart'
import { findProduct } from '@/shop/catalogue'
import { formatPrice } from '@/shop/price'
import { ProductPicture } from '@/shop/product-picture'

interface Props {
  params: Promise<{ slug: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const product = findProduct((await params).slug)
  return product ? { title: product.name, description: product.summary } : {}
}

export default async function ProductPage({ params }: Props) {
  const product = findProduct((await params).slug)
  if (!product) notFound()
  return (
    <article className="grid gap-8 md:grid-cols-2 md:gap-12">
      <ProductPicture name={product.picture} text={product.pictureText} />
      <div className="md:pt-6">
        <h1 className="text-balance font-semibold text-3xl tracking-tight">{product.name}</h1>
        <p className="mt-2 text-lg text-soft tabular-nums">{formatPrice(product.priceCents)}</p>
        <p className="mt-5 max-w-[48ch] text-[15px]">{product.summary}</p>
        <ul className="mt-4 list-disc space-y-1 ps-5 text-soft marker:text-faint">
          {product.facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
        <AddToCart slug={product.slug} />
        <p className="mt-4 text-soft">Not sure it fits? Ask us in the chat, a person answers.</p>
      </div>
    </article>
  )
}
