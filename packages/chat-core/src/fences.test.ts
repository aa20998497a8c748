import { describe, expect, test } from 'vitest'

const sources = import.meta.glob(['./**/*.ts', '!./**/*.test.ts', '!./testing/**/*.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** What would bring a clock, chance or a world around it into the domain. */
const FORBIDDEN = [
  ...['Date', 'Math\\.random', 'performance', 'crypto', 'setTimeout', 'setInterval'],
  ...['setImmediate', 'queueMicrotask', 'process', 'console', 'fetch', 'window', 'document'],
  ...['globalThis', 'localStorage', 'navigator', 'Intl', 'import\\('],
].map((name) => new RegExp(`(?<![\\w.'-])${name}(?![\\w'-])`))

const IMPORT = /^(?:import|export)\b[^'"]*?\bfrom\s+'([^']+)'/gm

/** Comments may name what the code may not use. */
const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '')

const importsOf = (text: string): string[] =>
  [...text.matchAll(IMPORT)].flatMap(([, from]) => from ?? [])

describe('the domain', () => {
  test('is here to be looked at', () => {
    expect(Object.keys(sources)).toContain('./room/room-view.ts')
    expect(importsOf(sources['./schemas.ts'] ?? '')).toContain('zod')
    expect(FORBIDDEN.some((name) => name.test('const now = Date.now()'))).toBe(true)
  })

  for (const [path, text] of Object.entries(sources)) {
    test(`${path} needs no clock, no chance and nothing around it`, () => {
      const body = withoutComments(text)
      expect(FORBIDDEN.filter((name) => name.test(body))).toEqual([])
    })

    test(`${path} imports its own files only, and zod in schemas.ts`, () => {
      const foreign = importsOf(text).filter((from) => !from.startsWith('.'))
      expect(foreign).toEqual(path === './schemas.ts' ? ['zod'] : [])
    })
  }

  test('reaches schemas, memory and tests from nowhere but their own subpaths', () => {
    for (const [path, text] of Object.entries(sources)) {
      if (path.startsWith('./memory/')) continue
      const astray = importsOf(text).filter((from) => /schemas|memory|testing/.test(from))
      expect([path, astray]).toEqual([path, []])
    }
  })
})
