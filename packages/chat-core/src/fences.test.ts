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
  ...['globalThis', 'localStorage', 'navigator', 'Intl', 'import\\(', 'Temporal\\.Now'],
].map((name) => new RegExp(`(?<![\\w.'-])${name}(?![\\w'-])`))

const IMPORT = /^(?:import|export)\b[^'"]*?\bfrom\s+'([^']+)'/gm

/** Who may import what is not ours. */
const foreignAllowedIn = (path: string): string[] => {
  if (path === './schemas.ts') return ['zod']
  return path.startsWith('./schedule/') ? ['temporal-polyfill'] : []
}

/** Comments may name what the code may not use. */
const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '')

const importsOf = (text: string): string[] =>
  [...text.matchAll(IMPORT)].flatMap(([, from]) => from ?? [])

describe('the domain', () => {
  test('is here to be looked at', () => {
    expect(Object.keys(sources)).toContain('./room/room-view.ts')
    expect(importsOf(sources['./schemas.ts'] ?? '')).toContain('zod')
    for (const code of ['const now = Date.now()', 'Temporal.Now.instant()'])
      expect(FORBIDDEN.some((name) => name.test(code))).toBe(true)
  })

  for (const [path, text] of Object.entries(sources)) {
    test(`${path} needs no clock, no chance and nothing around it`, () => {
      const body = withoutComments(text)
      expect(FORBIDDEN.filter((name) => name.test(body))).toEqual([])
    })

    test(`${path} imports its own files only, zod in schemas.ts, and the calendar in schedule`, () => {
      const foreign = importsOf(text).filter((from) => !from.startsWith('.'))
      const allowed = foreignAllowedIn(path)
      expect(foreign.filter((from) => !allowed.includes(from))).toEqual([])
    })
  }

  test('reaches schemas, memory and tests from nowhere but their own subpaths', () => {
    for (const [path, text] of Object.entries(sources)) {
      if (path.startsWith('./memory/')) continue
      const astray = importsOf(text).filter((from) => /schemas|memory|testing/.test(from))
      expect([path, astray]).toEqual([path, []])
    }
  })

  test('reaches the schedule, and the calendar with it, from no subpath but schedule and schemas', () => {
    for (const [path, text] of Object.entries(sources)) {
      if (path.startsWith('./schedule/') || path === './schemas.ts') continue
      const astray = importsOf(text).filter((from) => from.includes('schedule'))
      expect([path, astray]).toEqual([path, []])
    }
  })
})
