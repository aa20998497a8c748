import { apiOrigin } from '@/chat/api-origin'
import { widget } from '@/widget/widget-handle'
import { useCart } from './cart-store.ts'

interface Credentials {
  readonly email: string
  readonly password: string
}

export type AuthOutcome = { readonly ok: true } | { readonly ok: false; readonly message: string }

/** Opens a session for this browser, by a cookie no script can read; its chat becomes the person's. */
export async function signIn(input: Credentials): Promise<AuthOutcome> {
  const outcome = await post('sign-in/email', input)
  // What fails here, the widget makes up for on the next page.
  if (outcome.ok) await widget.onIdentityChanged().catch(() => undefined)
  return outcome
}

/**
 * Makes an account and signs it in. The API answers alike whether the address was known or not; only signing in, with
 * the right password, tells.
 */
export async function signUp(input: Credentials & { name: string }): Promise<AuthOutcome> {
  const made = await post('sign-up/email', input)
  if (!made.ok) return made
  const { email, password } = input
  const entered = await signIn({ email, password })
  return entered.ok ? entered : { ok: false, message: notSignedIn }
}

/** Ends the session and leaves nothing of the person on this browser. */
export async function signOut(): Promise<AuthOutcome> {
  const outcome = await post('sign-out', {})
  if (!outcome.ok) return outcome
  // What the server cannot be told now, the widget tells it at the next visit.
  await widget.onSignOut().catch(() => undefined)
  useCart.setState({ quantities: {} })
  useCart.persist.clearStorage()
  return outcome
}

const notSignedIn =
  'If this mail address has an account already, sign in with the password you chose then.'

const messages: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD: 'This mail address and password do not belong together.',
  PASSWORD_TOO_SHORT: 'A password needs at least 12 characters.',
}

async function post(path: string, body: object): Promise<AuthOutcome> {
  const response = await fetch(`${apiOrigin()}/api/auth/${path}`, {
    method: 'POST',
    credentials: 'include',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => null)
  if (!response) return { ok: false, message: 'The shop cannot be reached. Try again in a moment.' }
  if (response.ok) return { ok: true }
  return { ok: false, message: await refusalOf(response) }
}

async function refusalOf(response: Response): Promise<string> {
  if (response.status === 429) return 'Too many tries. Wait a few minutes and try again.'
  const { code, message } = Object(await response.json().catch(() => null))
  const isOurs = response.status < 500 && typeof message === 'string'
  return messages[code] ?? (isOurs ? message : 'This did not work. Nothing was changed; try again.')
}
