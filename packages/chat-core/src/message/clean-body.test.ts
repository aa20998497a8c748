import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ChatError } from '../errors.ts'
import { limits } from '../limits.ts'
import { runs } from '../testing/runs.ts'
import { cleanBody } from './clean-body.ts'
import { excerptOf } from './excerpt.ts'

const anyText = fc.string({ unit: 'binary', maxLength: limits.bodyMaxChars + 50 })

describe('cleanBody', () => {
  test('MS-1: NUL and half a surrogate pair are refused, whole pairs and the rest are not', () => {
    for (const body of ['a\u0000b', '\ud800', 'a\udc00b', '\udc00\ud800'])
      expect(() => cleanBody(body)).toThrow(expect.objectContaining({ code: 'input_invalid' }))
    for (const body of ['🪔', 'é', 'שלום', '\u202eabc', '👩‍👩‍👧', '\u0001'])
      expect(cleanBody(body)).toBe(body)
  })

  test('MS-1: whatever comes is refused by type or comes out clean, and clean stays as it is', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit: 'grapheme' })), (body) => {
        try {
          const clean = cleanBody(body)
          expect(clean).toBe(clean.trim())
          expect(clean.length).toBeGreaterThan(0)
          expect(clean.length).toBeLessThanOrEqual(limits.bodyMaxChars)
          expect(cleanBody(clean)).toBe(clean)
        } catch (error) {
          if (!(error instanceof ChatError)) throw error
        }
      }),
      runs(500),
    )
  })

  test('QU-6: an excerpt is whole code points from the start', () => {
    expect(excerptOf('short')).toBe('short')
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (body) => {
        const excerpt = excerptOf(body)
        expect(body.startsWith(excerpt)).toBe(true)
        expect([...excerpt].length).toBe(Math.min([...body].length, limits.excerptMaxChars))
      }),
    )
  })
})
