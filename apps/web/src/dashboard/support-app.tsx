'use client'

import type { Staff } from './shell/read-staff.ts'
import { SupportSkeleton } from './shell/support-skeleton.tsx'
import { SupportDesk } from './support-desk.tsx'
import { SupportProvider } from './support-provider.tsx'

export function SupportApp({ staff }: { staff: Staff }) {
  return (
    <SupportProvider staff={staff} fallback={<SupportSkeleton />}>
      <SupportDesk />
    </SupportProvider>
  )
}
