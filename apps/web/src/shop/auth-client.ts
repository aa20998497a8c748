import { apiOrigin } from '@/chat/api-origin'

export type AuthOutcome = { readonly ok: true } | { readonly ok: false; readonly message: string }

/** Opens a session for this browser; its cookie is not readable by any script. */
export const signIn = (input: { email: string; password: string }): Promise<AuthOutcome> =>
  post('sign-in/email', input)

/** Makes an account and signs it in. */
export const signUp = (input: {
  name: string
  email: string
  password: string
}): Promise<AuthOutcome> => post('sign-up/email', input)

export const signOut = (): Promise<AuthOutcome> => post('sign-out', {})

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
