import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from './content-security-policy.ts'

const apiOrigin = 'https://shop.example:3001/some/path'

function directive(policy: string, name: string): string[] {
  const entry = policy.split('; ').find((part) => part.startsWith(`${name} `))
  return entry?.split(' ').slice(1) ?? []
}

describe('contentSecurityPolicy', () => {
  const policy = contentSecurityPolicy({ nonce: 'n0nce', apiOrigin, isProduction: true })

  it('R-32: in production no script runs without the nonce of this response', () => {
    expect(directive(policy, 'script-src')).toEqual(["'self'", "'nonce-n0nce'", "'strict-dynamic'"])
    expect(directive(policy, 'object-src')).toEqual(["'none'"])
    expect(directive(policy, 'base-uri')).toEqual(["'none'"])
    expect(directive(policy, 'form-action')).toEqual(["'self'"])
  })

  it('R-32: development adds eval, which React needs there, and still no inline script', () => {
    const relaxed = contentSecurityPolicy({ nonce: 'n0nce', apiOrigin, isProduction: false })
    expect(directive(relaxed, 'script-src')).toContain("'unsafe-eval'")
    expect(directive(relaxed, 'script-src')).not.toContain("'unsafe-inline'")
  })

  it('R-32: a page talks to itself and to the API, over HTTP and WebSocket, and to nobody else', () => {
    expect(directive(policy, 'connect-src')).toEqual([
      "'self'",
      'https://shop.example:3001',
      'wss://shop.example:3001',
    ])
  })

  it('R-33: no site may frame a page', () => {
    expect(directive(policy, 'frame-ancestors')).toEqual(["'none'"])
  })
})
