import './globals.css'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { env } from '@/env'

export const metadata: Metadata = {
  title: { default: env.shopName, template: `%s · ${env.shopName}` },
  description: 'Lamps, candles and the small parts that keep them alight for decades.',
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, viewportFit: 'cover' }

/** Reading the cookie makes every page dynamic, which the nonce of each response needs. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get('shopbell_theme')?.value
  return (
    <html
      lang="en"
      dir="ltr"
      data-theme={theme === 'light' || theme === 'dark' ? theme : undefined}
      data-api-url={env.publicApiUrl ?? undefined}
      data-api-port={env.apiPort}
    >
      <body>{children}</body>
    </html>
  )
}
