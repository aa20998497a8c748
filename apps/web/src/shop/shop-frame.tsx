import './shop.css'
import type { ReactNode } from 'react'
import { env } from '@/env'
import { Widget } from '@/widget/widget'
import { readAccount } from './read-account.ts'
import { ShopFooter } from './shop-footer.tsx'
import { ShopHeader } from './shop-header.tsx'

/** What every page of the shop has around it: header, footer and the chat. */
export async function ShopFrame({ children }: { children: ReactNode }) {
  const account = await readAccount()
  return (
    <div className="shop mx-auto flex min-h-dvh max-w-[1040px] flex-col px-4 sm:px-8">
      <a
        href="#content"
        className="-translate-y-full fixed start-4 top-0 z-10 rounded-b-[9px] bg-accent px-4 py-2 text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <ShopHeader shopName={env.shopName} personName={account?.person.name ?? null} />
      <main id="content" className="flex-1 py-8 sm:py-12">
        {children}
      </main>
      <ShopFooter />
      <Widget signedIn={account !== null} />
    </div>
  )
}
