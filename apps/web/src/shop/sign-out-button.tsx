'use client'

import { Button } from '@/ui/button'
import { signOut } from './auth-client.ts'
import { FormRefusal } from './form-refusal.tsx'
import { useAuthAction } from './use-auth-action.ts'

export function SignOutButton() {
  const { run, isBusy, refusal } = useAuthAction()
  return (
    <div className="mt-4">
      <Button
        disabled={isBusy}
        onClick={() => void run(signOut)}
        className="min-h-11 px-5 text-[15px]"
      >
        Sign out
      </Button>
      <FormRefusal text={refusal} />
    </div>
  )
}
