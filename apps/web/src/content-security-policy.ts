interface PolicyInput {
  /** Fresh for each response. */
  nonce: string
  /** Where the browser reaches the API, over HTTP and over a WebSocket. */
  apiOrigin: string
  isProduction: boolean
}

/**
 * The Content-Security-Policy of a page: scripts run only with this response's nonce, or when such a
 * script loads them; nobody may frame a page. In development React needs `eval` and the overlay its own styles.
 */
export function contentSecurityPolicy({ nonce, apiOrigin, isProduction }: PolicyInput): string {
  const { origin } = new URL(apiOrigin)
  const directives = {
    'default-src': "'self'",
    'script-src': `'self' 'nonce-${nonce}' 'strict-dynamic'${isProduction ? '' : " 'unsafe-eval'"}`,
    'style-src': isProduction ? `'self' 'nonce-${nonce}'` : "'self' 'unsafe-inline'",
    'style-src-attr': "'unsafe-inline'",
    'img-src': "'self' data: blob:",
    'connect-src': `'self' ${origin} ${origin.replace(/^http/, 'ws')}`,
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
  }
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}
