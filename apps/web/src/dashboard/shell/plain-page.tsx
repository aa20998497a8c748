import type { ReactNode } from 'react'
import { Mark } from './mark.tsx'

/** A page that says one thing: a refusal, a fault, a form. */
export function PlainPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-[400px] content-center px-5 py-10">
      <Mark />
      <h1 className="mt-6 font-semibold text-2xl tracking-tight">{title}</h1>
      <div className="mt-3 space-y-5 text-[15px] text-soft">{children}</div>
    </main>
  )
}
