import type { Ending } from './ending-of.ts'
import { PlainLink } from './plain-link.tsx'
import { PlainPage } from './plain-page.tsx'

interface Words {
  readonly title: string
  readonly text: string
  readonly link: string
  readonly href: string
}

const HERE = '/admin/support'
const DRAFTS = 'What you had begun to write is kept in this tab.'

const words: Record<Ending, Words> = {
  'signed-out': {
    title: 'You have been signed out',
    text: DRAFTS,
    link: 'Sign in again',
    href: `/sign-in?next=${HERE}`,
  },
  'not-permitted': {
    title: 'You do not answer chats any more',
    text: 'An admin of the shop has changed what you may see.',
    link: 'Look again',
    href: HERE,
  },
  'too-many': {
    title: 'The inbox is open in newer windows',
    text: `This one was closed to make room for them. ${DRAFTS}`,
    link: 'Use it here',
    href: HERE,
  },
  refused: {
    title: 'The inbox has stopped',
    text: `The chat service refused this window. ${DRAFTS}`,
    link: 'Open it again',
    href: HERE,
  },
}

/** The dashboard after the service has said not to come back by itself. */
export function SupportEnded({ ending }: { ending: Ending }) {
  const { title, text, link, href } = words[ending]
  return (
    <PlainPage title={title}>
      <p>{text}</p>
      <PlainLink href={href}>{link}</PlainLink>
    </PlainPage>
  )
}
