import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { readAccount } from '@/shop/read-account'
import { SignOutButton } from '@/shop/sign-out-button'

export const metadata: Metadata = { title: 'Account' }

export default async function AccountPage() {
  const account = await readAccount()
  if (!account) redirect('/sign-in?next=/account')
  const { person, agent } = account
  return (
    <section className="max-w-md">
      <h1 className="font-semibold text-3xl tracking-tight">Account</h1>
      <dl className="mt-6 divide-y divide-line border-line border-y">
        <Row label="Name" value={person.name} />
        <Row label="Mail" value={person.email} />
        {agent && <Row label="Role" value={agent.role} />}
      </dl>
      {agent && (
        <p className="mt-6">
          <Link href="/admin/support" className="text-accent underline underline-offset-2">
            Open the support dashboard
          </Link>
        </p>
      )}
      <p className="mt-6 text-soft">
        Signing out also takes your chat and your cart off this browser. Your chat comes back when
        you sign in again.
      </p>
      <SignOutButton />
    </section>
  )
}

function Row({ label, value }: { label: string; value: string }) {
  return (
    <div className="grid grid-cols-[96px_minmax(0,1fr)] gap-4 py-3">
      <dt className="text-faint">{label}</dt>
      <dd className="break-words">{value}</dd>
    </div>
  )
}
