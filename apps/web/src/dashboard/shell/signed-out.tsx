import type { Refusal } from '@/chat/refusal'
import { PlainLink } from './plain-link.tsx'
import { PlainPage } from './plain-page.tsx'

/** The dashboard after the service has said that this is nobody's to see any more. Drafts are kept for the tab. */
export function SignedOut({ refusal }: { refusal: Refusal }) {
  const isSignedOut = refusal.code === 'not_signed_in' || refusal.code === 'session_expired'
  return isSignedOut ? (
    <PlainPage title="You have been signed out">
      <p>What you had begun to write is kept in this tab.</p>
      <PlainLink href="/sign-in?next=/admin/support">Sign in again</PlainLink>
    </PlainPage>
  ) : (
    <PlainPage title="The inbox has ended">
      <p>{refusal.message}</p>
      <PlainLink href="/admin/support">Open it again</PlainLink>
    </PlainPage>
  )
}
