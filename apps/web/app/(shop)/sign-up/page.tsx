import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { readAccount } from '@/shop/read-account'
import { SignUpForm } from '@/shop/sign-up-form'

export const metadata: Metadata = { title: 'Make an account' }

export default async function SignUpPage() {
  if (await readAccount()) redirect('/account')
  return (
    <section className="max-w-sm">
      <h1 className="font-semibold text-3xl tracking-tight">Make an account</h1>
      <p className="mt-3 text-[15px] text-soft">
        So that your chat with us follows you to every device.
      </p>
      <SignUpForm />
      <p className="mt-6 text-soft">
        Have one already?{' '}
        <Link href="/sign-in" className="text-accent underline underline-offset-2">
          Sign in
        </Link>
      </p>
    </section>
  )
}
