import type { Metadata } from 'next'
import { forbidden, unauthorized } from 'next/navigation'
import { PlainLink } from '@/dashboard/shell/plain-link'
import { PlainPage } from '@/dashboard/shell/plain-page'
import { readStaff } from '@/dashboard/shell/read-staff'
import { Support } from '@/dashboard/support'

export const metadata: Metadata = { title: { absolute: 'Inbox' } }

export default async function SupportPage() {
  const answer = await readStaff()
  switch (answer.kind) {
    case 'staff':
      return <Support staff={answer.staff} />
    case 'signed-out':
      return unauthorized()
    case 'not-staff':
      return forbidden()
    case 'unreachable':
      return <Unreachable />
  }
}

function Unreachable() {
  return (
    <PlainPage title="The chat service does not answer">
      <p>
        Nothing is lost: customers’ messages wait on their side and arrive when the service is back.
      </p>
      <PlainLink href="/admin/support">Try again</PlainLink>
    </PlainPage>
  )
}
