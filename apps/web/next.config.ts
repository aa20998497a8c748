import type { NextConfig } from 'next'

const config: NextConfig = {
  transpilePackages: ['@shopbell/chat-core'],
  images: { unoptimized: true },
  poweredByHeader: false,
  experimental: { authInterrupts: true },
  allowedDevOrigins: ['127.0.0.1', 'localhost'],
}

export default config
