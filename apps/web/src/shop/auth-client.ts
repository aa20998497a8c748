import { apiOrigin } from '@/chat/api-origin'
import { widget } from '@/widget/widget-handle'
import { useCart } from './cart-store.ts'

export type AuthOutcome = { readonly ok: true } | { readonly ok: false; readonly message: string }

/** Opens a session for this browser, by a cookie no script can read; its chat becomes the person's. */
export const signIn = (input: { email: string; password: string }): Promise<AuthOutcome> =>
  enter('sign-in/email', input)

/** Makes an account and signs it in. */
export const signUp = (input: {
  name: string
  email: string
  password: string
}): Promise<AuthOutcome> => enter('sign-up/email', input)

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

async function enter(path: string, input: object): Promise<AuthOutcome> {
  const outcome = await post(path, input)
  // What fails here, the widget makes up for on the next page.
  if (outcome.ok) await widget.onIdentityChanged().catch(() => undefined)
  return outcome
}

const messages: Record<string, string> = {
  INVALID_EMAIL_OR_PASSWORD: 'This mail address and password do not belong together.',
  INVALID_EMAIL: 'This does not look like a mail address.',
  USER_ALREADY_EXISTS: 'This mail address has an account already. Sign in instead.',
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL:
    'This mail address has an account already. Sign in instead.',
  PASSWORD_TOO_SHORT: 'A password needs at least 12 characters.',
  PASSWORD_TOO_LONG: 'This password is too long.',
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
  const answer: unknown = await response.json().catch(() => null)
  const code = answer && typeof answer === 'object' && 'code' in answer ? String(answer.code) : ''
  return messages[code] ?? 'This did not work. Nothing was changed; try again.'
}
