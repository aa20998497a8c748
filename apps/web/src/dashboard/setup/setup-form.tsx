'use client'

import { limits } from '@shopbell/chat-core'
import { type FormEvent, useState } from 'react'
import { createApiClient, OVER_HTTP } from '@/chat/api-client'
import { toRefusal } from '@/chat/refusal'
import { signIn } from '@/shop/auth-client'
import { FormRefusal } from '@/shop/form-refusal'
import { TextField } from '@/shop/text-field'
import { Button } from '@/ui/button'

const PASSWORD_MIN_CHARS = 12

/** Makes the first admin and signs them in. */
export function SetupForm({ token }: { token: string }) {
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const field = (name: string) => String(form.get(name))
    const account = { email: field('email'), password: field('password') }
    setBusy(true)
    setRefusal(null)
    const problem = await createAdmin({ ...account, token: field('token'), name: field('name') })
    if (problem === null) {
      const signedIn = await signIn(account)
      location.assign(signedIn.ok ? '/admin/support' : '/sign-in?next=/admin/support')
      return
    }
    setRefusal(problem)
    setBusy(false)
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="space-y-4 text-ink">
      <TextField label="Setup token" name="token" defaultValue={token} autoComplete="off" />
      <TextField label="Name" name="name" autoComplete="name" maxLength={limits.nameMaxChars} />
      <TextField label="Mail address" name="email" type="email" autoComplete="email" />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={PASSWORD_MIN_CHARS}
        hint={`At least ${PASSWORD_MIN_CHARS} characters. A short sentence is fine.`}
      />
      <FormRefusal text={refusal} />
      <Button
        kind="primary"
        type="submit"
        disabled={isBusy}
        className="min-h-11 w-full text-[15px]"
      >
        Make the admin account
      </Button>
    </form>
  )
}

interface NewAdmin {
  token: string
  name: string
  email: string
  password: string
}

/** Answers what went wrong, or null when the account is there. */
async function createAdmin(input: NewAdmin): Promise<string | null> {
  const api = createApiClient({ as: 'agent' })
  try {
    await api.trpc.setup.createAdmin.mutate(input, OVER_HTTP)
    return null
  } catch (error) {
    const { code, message } = toRefusal(error)
    if (code === 'unreachable') return 'The chat service does not answer. Nothing was changed.'
    if (code === 'internal') return 'This did not work. Nothing was changed; try again.'
    return message
  } finally {
    api.close()
  }
}
