import { type NextRequest, NextResponse } from 'next/server'
import { contentSecurityPolicy } from '@/content-security-policy'
import { env } from '@/env'

/**
 * Gives every page its Content-Security-Policy with a nonce of its own. Next reads the nonce from the request's
 * header and puts it on its scripts. Nothing here decides who may see what.
 */
export function proxy(request: NextRequest): NextResponse {
  const policy = contentSecurityPolicy({
    nonce: crypto.randomUUID(),
    apiOrigin: env.publicApiUrl ?? sameHostOnApiPort(request),
    isProduction: env.isProduction,
  })
  const headers = new Headers(request.headers)
  headers.set('Content-Security-Policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  return response
}

function sameHostOnApiPort(request: NextRequest): string {
  const url = new URL(request.nextUrl.origin)
  const host = request.headers.get('host')
  // A host header that is no host changes nothing: assigning it is ignored.
  if (host) url.host = host
  url.port = String(env.apiPort)
  return url.origin
}

export const config = { matcher: '/((?!_next/static|_next/image).*)' }
