import { PlainLink } from '@/dashboard/shell/plain-link'
import { PlainPage } from '@/dashboard/shell/plain-page'

export default function Forbidden() {
  return (
    <PlainPage title="This page is for the shop’s team">
      <p>
        You are signed in, but not as somebody who answers chats. An admin of the shop can add you.
      </p>
      <PlainLink href="/">To the shop</PlainLink>
    </PlainPage>
  )
}
