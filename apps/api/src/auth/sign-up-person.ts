import type { Auth } from './auth.ts'
import type { NewAdmin } from './setup.ts'

/**
 * Makes a person with a password and answers their id. A person who exists is answered only to who knows their
 * password; to anybody else, null.
 */
export async function signUpPerson(auth: Auth, input: NewAdmin): Promise<string | null> {
  const { internalAdapter, password } = await auth.$context
  const known = await internalAdapter.findUserByEmail(input.email, { includeAccounts: true })
  if (known) {
    const account = known.accounts.find(({ providerId }) => providerId === 'credential')
    const isTheirs =
      account?.password &&
      (await password.verify({ hash: account.password, password: input.password }))
    return isTheirs ? known.user.id : null
  }
  await auth.api.signUpEmail({ body: input })
  return (await internalAdapter.findUserByEmail(input.email))?.user.id ?? null
}
