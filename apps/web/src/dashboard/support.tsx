'use client'

import dynamic from 'next/dynamic'
import { SupportSkeleton } from './shell/support-skeleton.tsx'

/** The dashboard. It is all live, so there is nothing of it that the server could draw. */
export const Support = dynamic(
  () => import('./support-app.tsx').then((module) => module.SupportApp),
  { ssr: false, loading: SupportSkeleton },
)
