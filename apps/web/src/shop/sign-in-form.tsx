'use client'

import type { FormEvent } from 'react'
import { Button } from '@/ui/button'
import { signIn } from './auth-client.ts'
import { FormRefusal } from './form-refusal.tsx'
import { TextField } from './text-field.tsx'
import { useAuthAction } from './use-auth-action.ts'

export function SignInForm() {
  const { run, isBusy, refusal } = useAuthAction()

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    void run(() =>
      signIn({ email: String(form.get('email')), password: String(form.get('password')) }),
    )
  }

  return (
    <form onSubmit={submit} className="mt-6 space-y-4">
      <TextField label="Mail address" name="email" type="email" autoComplete="username" />
      <TextField label="Password" name="password" type="password" autoComplete="current-password" />
      <FormRefusal text={refusal} />
      <Button
        kind="primary"
        type="submit"
        disabled={isBusy}
        className="min-h-11 w-full text-[15px]"
      >
        Sign in
      </Button>
    </form>
  )
}
