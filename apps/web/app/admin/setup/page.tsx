import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { SetupForm } from '@/dashboard/setup/setup-form'
import { PlainLink } from '@/dashboard/shell/plain-link'
import { PlainPage } from '@/dashboard/shell/plain-page'
import { shopApi } from '@/shop/shop-api'

export const metadata: Metadata = { title: { absolute: 'Set up Shopbell' } }

interface Props {
  searchParams: Promise<{ token?: string | string[] }>
}

/** Makes the first admin, once: afterwards this page does not exist. */
export default async function SetupPage({ searchParams }: Props) {
  const [{ token }, needed] = await Promise.all([searchParams, isSetupNeeded()])
  if (needed === null)
    return (
      <PlainPage title="The chat service does not answer">
        <p>Nothing was changed. Start the API and try again.</p>
        <PlainLink href="">Try again</PlainLink>
      </PlainPage>
    )
  if (!needed) notFound()
  return (
    <PlainPage title="Set up Shopbell">
      <p>Make the account of the first admin. The setup token is in the log of the API.</p>
      <SetupForm token={typeof token === 'string' ? token : ''} />
    </PlainPage>
  )
}

/** null when the API does not answer. */
const isSetupNeeded = (): Promise<boolean | null> =>
  shopApi()
    .setup.status.query()
    .then(
      ({ needed }) => needed,
      () => null,
    )
