import { expect, test } from 'vitest'

const spec =
  import.meta.glob('../SPEC.md', { query: '?raw', import: 'default', eager: true })['../SPEC.md'] ??
  ''
/** Delivery and signals are proven where they happen: in the API and in the browser. */
const tests = import.meta.glob(
  ['./**/*.test.ts', './testing/**/*.ts', '../../../apps/*/src/**/*.test.{ts,tsx}'],
  { query: '?raw', import: 'default', eager: true },
)
const code = import.meta.glob(['./**/*.ts', '../../../apps/*/src/**/*.{ts,tsx}', '!**/*.test.*'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

const ID = /\b(?:RM|TH|MS|DL|SG|PM|RD|QU|RT|CU|AG|GR|LB|SC)-\d+\b/g
const NAME = /\btest\(\s*(['"`])(.*?)\1/gs

const idsIn = (text: string): string[] => text.match(ID) ?? []
const rules = spec.split('\n').flatMap((line) => /^- \*\*(.+?)\*\*/.exec(line)?.[1] ?? [])
const proven = new Set(
  Object.values(tests).flatMap((text) =>
    [...text.matchAll(NAME)].flatMap(([, , name = '']) => idsIn(name)),
  ),
)

test('the specification has rules, each with a number of its own', () => {
  expect(rules.length).toBeGreaterThan(40)
  expect(new Set(rules).size).toBe(rules.length)
  expect(rules.flatMap(idsIn)).toEqual(rules)
})

test('every rule is proven by a test that names it', () => {
  expect(rules.filter((rule) => !proven.has(rule))).toEqual([])
})

test('tests and code name no rule that is not there', () => {
  const named = new Set([...proven, ...Object.values(code).flatMap(idsIn)])
  expect([...named].filter((id) => !rules.includes(id))).toEqual([])
})
