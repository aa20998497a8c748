import { UserRound } from 'lucide-react'
import Link from 'next/link'
import { CartLink } from './cart-link.tsx'

interface Props {
  shopName: string
  /** null while nobody is signed in. */
  personName: string | null
}

const link = 'flex h-10 items-center gap-2 rounded-[9px] px-2.5 font-medium hover:bg-theirs'

export function ShopHeader({ shopName, personName }: Props) {
  return (
    <header className="flex items-center gap-x-1 pt-4 sm:pt-6">
      <Link
        href="/"
        className="-ms-1 me-auto min-w-0 truncate px-1 py-2 font-semibold text-lg tracking-tight"
      >
        {shopName}
      </Link>
      <nav aria-label="Shop" className="flex shrink-0 items-center gap-x-1">
        <Link href="/#products" className={`${link} max-sm:hidden`}>
          Products
        </Link>
        <Link href={personName ? '/account' : '/sign-in'} className={link}>
          <UserRound size={18} aria-hidden="true" />
          <span className="max-w-28 truncate max-sm:sr-only">{personName ?? 'Sign in'}</span>
        </Link>
        <CartLink />
      </nav>
    </header>
  )
}
