// @vitest-environment node
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linkParts } from './link-parts.ts'

const hrefs = (text: string) => linkParts(text).flatMap(({ href }) => href ?? [])

test.each([
  ['See https://example.com/lamps?a=1#top.', ['https://example.com/lamps?a=1#top']],
  ['http://example.com, example.org', ['http://example.com/', 'http://example.org/']],
  ['Write to me@example.com', ['mailto:me@example.com']],
  ['Call tel:+49-30-123456 today', ['tel:+49-30-123456']],
  ['Lamp (https://example.com/a_(b)) here', ['https://example.com/a_(b)']],
])('R-31: %s leads to %o', (text, expected) => {
  expect(hrefs(text)).toEqual(expected)
})

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'ftp://example.com/file',
  '//evil.example',
  'blob:https://x',
  'tel:javascript',
  'a 1.2.3 version, 10:30, and so on...',
])('R-31: %s leads nowhere', (text) => {
  expect(hrefs(text).filter((href) => !href.startsWith('https://x'))).toEqual([])
})

test('R-31: a name in another script shows its true host', () => {
  // The first letter is Cyrillic.
  const [part] = linkParts('https://\u0430pple.com')
  expect(part?.asciiHost).toMatch(/^xn--/)
  expect(linkParts('https://apple.com')[0]?.asciiHost).toBeNull()
})

test('R-30: the parts together are the text, whatever it is', () => {
  const messy = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom('https://a.example/', 'b@c.example', ' ', '<b>', 'javascript:', '"', '٠'),
        {
          maxLength: 20,
        },
      )
      .map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(messy, (text) => {
      const parts = linkParts(text)
      expect(parts.map((part) => part.text).join('')).toBe(text)
      for (const { href } of parts) if (href) expect(href).toMatch(/^(https?|mailto|tel):/)
    }),
  )
})
