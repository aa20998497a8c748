'use client'

import { limits } from '@shopbell/chat-core'
import type { FormEvent } from 'react'
import { Button } from '@/ui/button'
import { signUp } from './auth-client.ts'
import { FormRefusal } from './form-refusal.tsx'
import { TextField } from './text-field.tsx'
import { useAuthAction } from './use-auth-action.ts'

export function SignUpForm() {
  const { run, isBusy, refusal } = useAuthAction()

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    void run(() =>
      signUp({
        name: String(form.get('name')),
        email: String(form.get('email')),
        password: String(form.get('password')),
      }),
    )
  }

  return (
    <form onSubmit={submit} className="mt-6 space-y-4">
      <TextField label="Name" name="name" autoComplete="name" maxLength={limits.nameMaxChars} />
      <TextField label="Mail address" name="email" type="email" autoComplete="email" />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={12}
        hint="At least 12 characters. A short sentence is fine."
      />
      <FormRefusal text={refusal} />
      <Button
        kind="primary"
        type="submit"
        disabled={isBusy}
        className="min-h-11 w-full text-[15px]"
      >
        Make the account
      </Button>
    </form>
  )
}
