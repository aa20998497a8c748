import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { DemoLogins } from '@/shop/demo-logins'
import { localPath } from '@/shop/local-path'
import { readAccount } from '@/shop/read-account'
import { shopApi } from '@/shop/shop-api'
import { SignInForm } from '@/shop/sign-in-form'

export const metadata: Metadata = { title: 'Sign in' }

interface Props {
  searchParams: Promise<{ next?: string | string[] }>
}

/** Whoever is signed in moves on from here: staff to the dashboard, others to where they wanted to go. */
export default async function SignInPage({ searchParams }: Props) {
  const [{ next }, account] = await Promise.all([searchParams, readAccount()])
  if (account) {
    const home = account.agent ? '/admin/support' : '/account'
    redirect(localPath(typeof next === 'string' ? next : undefined, home))
  }
  const demo = await shopApi()
    .demo.info.query()
    .catch(() => null)
  return (
    <div className="grid items-start gap-x-16 gap-y-10 md:grid-cols-2">
      <section className="max-w-sm">
        <h1 className="font-semibold text-3xl tracking-tight">Sign in</h1>
        <SignInForm />
        <p className="mt-6 text-soft">
          New here?{' '}
          <Link href="/sign-up" className="text-accent underline underline-offset-2">
            Make an account
          </Link>
        </p>
      </section>
      {demo && <DemoLogins logins={demo.logins} />}
    </div>
  )
}
