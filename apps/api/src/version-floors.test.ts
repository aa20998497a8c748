import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'

/** The first version of each without a hole that is known and concerns us. */
const floors = {
  next: '16.4.5',
  react: '19.2.8',
  'react-dom': '19.2.8',
  ws: '8.21.0',
  '@trpc/server': '11.25.0',
  '@trpc/client': '11.25.0',
  'drizzle-orm': '0.45.2',
  sharp: '0.35.5',
}

let lockfile: string

beforeAll(async () => {
  lockfile = await readFile(new URL('../../../pnpm-lock.yaml', import.meta.url), 'utf8')
})

/** Every version of a package that an installation from the lockfile brings. */
function installed(name: string): string[] {
  const packages = lockfile.slice(lockfile.indexOf('\npackages:'), lockfile.indexOf('\nsnapshots:'))
  const entry = new RegExp(`^ {2}'?${name}@(\\d[^':]*)'?:$`, 'gm')
  return [...packages.matchAll(entry)].map(([, version = '']) => version)
}

function isAtLeast(version: string, floor: string): boolean {
  return version.localeCompare(floor, 'en', { numeric: true }) >= 0
}

describe('R-48: no version with a known hole is installed', () => {
  it.each(Object.entries(floors))('%s is at least %s', (name, floor) => {
    const versions = installed(name)
    expect(versions).not.toEqual([])
    expect(versions.filter((version) => !isAtLeast(version, floor))).toEqual([])
  })

  it('numbers are compared as numbers', () => {
    expect(isAtLeast('11.9.9', '11.25.0')).toBe(false)
    expect(isAtLeast('16.10.0', '16.4.5')).toBe(true)
    expect(isAtLeast('0.35.5', '0.35.5')).toBe(true)
  })
})
