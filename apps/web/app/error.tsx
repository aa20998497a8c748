'use client'

import { Button } from '@/ui/button'

/** What a page shows when it failed while it was made. */
export default function ErrorPage({ retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-[1040px] content-center px-4 sm:px-8">
      <h1 className="font-semibold text-3xl tracking-tight">A fuse has blown</h1>
      <p className="mt-3 max-w-[52ch] text-[15px] text-soft">
        Something on our side failed while this page was made. What you wrote and what is in your
        cart are safe.
      </p>
      <p className="mt-6 flex gap-3">
        <Button kind="primary" onClick={retry}>
          Try again
        </Button>
        {/* A full load, since what failed may be the app itself. */}
        <a
          href="/"
          className="inline-flex min-h-8 items-center rounded-[9px] border border-line bg-raised px-3 text-[13px] pointer-coarse:min-h-10"
        >
          Back to the shop
        </a>
      </p>
    </main>
  )
}
