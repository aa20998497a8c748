'use client'

import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import type { AuthOutcome } from './auth-client.ts'

/**
 * Runs one sign-in, sign-up or sign-out at a time. When it works the page is made anew for whoever this now is;
 * when it does not, `refusal` says why.
 */
export function useAuthAction() {
  const router = useRouter()
  const [isAsking, setAsking] = useState(false)
  const [isMovingOn, startTransition] = useTransition()
  const [refusal, setRefusal] = useState<string | null>(null)

  const run = async (action: () => Promise<AuthOutcome>) => {
    setAsking(true)
    setRefusal(null)
    const outcome = await action()
    if (outcome.ok) startTransition(() => router.refresh())
    else setRefusal(outcome.message)
    setAsking(false)
  }
  return { run, isBusy: isAsking || isMovingOn, refusal }
}
