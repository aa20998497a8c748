import { PlainLink } from '@/dashboard/shell/plain-link'
import { PlainPage } from '@/dashboard/shell/plain-page'

export default function Unauthorized() {
  return (
    <PlainPage title="Sign in to answer chats">
      <p>This is where the shop’s team talks with customers.</p>
      <PlainLink href="/sign-in?next=/admin/support">Sign in</PlainLink>
    </PlainPage>
  )
}
