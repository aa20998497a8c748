import Link from 'next/link'

/** The last lines of a page, with room below for the chat's button. */
export function ShopFooter() {
  return (
    <footer className="flex flex-wrap gap-x-6 gap-y-1 border-line border-t py-6 pb-24 text-[13px] text-soft">
      <p>A demo shop: nothing here is sold.</p>
      <Link href="/admin/support" className="underline underline-offset-2 hover:text-ink">
        For the people who answer
      </Link>
    </footer>
  )
}
