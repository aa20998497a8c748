import type { NextConfig } from 'next'
import { env } from './src/env.ts'

const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=()' },
]

const config: NextConfig = {
  distDir: env.distDir,
  transpilePackages: ['@shopbell/chat-core'],
  images: { unoptimized: true },
  poweredByHeader: false,
  // It would lie over the dashboard's own corner.
  devIndicators: false,
  logging: { incomingRequests: false },
  experimental: { authInterrupts: true },
  allowedDevOrigins: ['127.0.0.1', 'localhost'],
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
}

export default config
