'use client'

import { Button } from '@/ui/button'
import { signOut } from './auth-client.ts'
import { useCart } from './cart-store.ts'
import { FormRefusal } from './form-refusal.tsx'
import { useAuthAction } from './use-auth-action.ts'

/** Ends the session and leaves nothing of the person on this browser. */
export function SignOutButton() {
  const { run, isBusy, refusal } = useAuthAction()

  const leave = async () => {
    const outcome = await signOut()
    if (outcome.ok) {
      useCart.setState({ quantities: {} })
      useCart.persist.clearStorage()
    }
    return outcome
  }

  return (
    <div className="mt-4">
      <Button
        disabled={isBusy}
        onClick={() => void run(leave)}
        className="min-h-11 px-5 text-[15px]"
      >
        Sign out
      </Button>
      <FormRefusal text={refusal} />
    </div>
  )
}
