import { describe, expect, it } from 'vitest'
import { localPath } from './local-path.ts'

describe('localPath', () => {
  it('keeps a path of this site, with its query', () => {
    expect(localPath('/products/oil-lamp?from=chat#top', '/account')).toBe(
      '/products/oil-lamp?from=chat#top',
    )
  })

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', ''])(
    'never leads to another site: %j',
    (wanted) => expect(localPath(wanted, '/account')).toBe('/account'),
  )

  it('falls back when nothing is wanted', () => {
    expect(localPath(undefined, '/account')).toBe('/account')
  })
})
