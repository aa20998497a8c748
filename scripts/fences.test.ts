import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const packages = ['apps/api', 'apps/web', 'packages/chat-core', 'packages/db']
const settings = [
  'biome.json',
  'package.json',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'turbo.json',
  '.gitignore',
  ...packages.flatMap((path) => [`${path}/package.json`, `${path}/turbo.json`]),
]

/** The workspace without its sources, so that a violation can be planted. */
let copy = ''
beforeEach(() => {
  copy = mkdtempSync(join(tmpdir(), 'shopbell-fence-'))
  for (const file of settings) {
    if (existsSync(join(root, file))) cpSync(join(root, file), join(copy, file))
  }
})
afterEach(() => rmSync(copy, { recursive: true, force: true }))

function plant(file: string, text: string): void {
  mkdirSync(dirname(join(copy, file)), { recursive: true })
  writeFileSync(join(copy, file), text)
}

function depend(path: string, name: string): void {
  const file = join(copy, path, 'package.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  manifest.dependencies[name] = 'workspace:*'
  writeFileSync(file, JSON.stringify(manifest))
}

function run(tool: string, args: string[]) {
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin', tool), args, {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', NO_COLOR: '1', FORCE_COLOR: '0' },
  })
  return { status, said: stdout + stderr }
}

describe('the fence that turbo keeps between packages', () => {
  const boundaries = () => run('turbo', ['boundaries'])

  it('lets the packages be as they are', () => {
    expect(boundaries()).toMatchObject({ status: 0 })
  })

  it('refuses an import of what the package does not declare', () => {
    plant('apps/web/src/planted.ts', "import '@shopbell/db'\n")
    const { status, said } = boundaries()
    expect(status).not.toBe(0)
    expect(said).toContain('cannot import package `@shopbell/db`')
  })

  it('refuses an import that walks into another package by path', () => {
    plant('apps/web/src/planted.ts', "import '../../../packages/db/src/index.ts'\n")
    const { status, said } = boundaries()
    expect(status).not.toBe(0)
    expect(said).toContain('leaves the package')
  })

  it.each(['@shopbell/db', '@shopbell/api', '@shopbell/web'])(
    'refuses that chat-core depends on %s, even when declared',
    (name) => {
      depend('packages/chat-core', name)
      const { status, said } = boundaries()
      expect(status).not.toBe(0)
      expect(said).toContain('without any tag listed in allowlist')
    },
  )

  it('refuses that db depends on the API, even when declared', () => {
    depend('packages/db', '@shopbell/api')
    expect(boundaries().status).not.toBe(0)
  })
})

describe('the fences that the linter keeps', () => {
  it.each([
    {
      keeps: 'the web app from the database',
      file: 'apps/web/src/planted.ts',
      text: "import '@shopbell/db'",
      rule: 'noRestrictedImports',
    },
    {
      keeps: 'R-10: the API from the tables',
      file: 'apps/api/src/planted.ts',
      text: "import 'drizzle-orm'",
      rule: 'noRestrictedImports',
    },
    {
      keeps: 'chat-core from Node',
      file: 'packages/chat-core/src/planted.ts',
      text: "import 'node:fs'",
      rule: 'noNodejsModules',
    },
    {
      keeps: 'chat-core from the clock',
      file: 'packages/chat-core/src/planted.ts',
      text: 'export const now = new Date()',
      rule: 'noRestrictedGlobals',
    },
    {
      keeps: 'code from the environment',
      file: 'apps/api/src/planted.ts',
      text: 'export const all = process.env',
      rule: 'noProcessEnv',
    },
    {
      keeps: 'R-30: messages from being HTML',
      file: 'apps/web/src/planted.tsx',
      text: 'export const Body = () => <p dangerouslySetInnerHTML={{ __html: "" }} />',
      rule: 'noDangerouslySetInnerHtml',
    },
  ])('keep $keeps', ({ file, text, rule }) => {
    plant(file, `${text}\n`)
    const { status, said } = run('biome', ['lint', file])
    expect(status).not.toBe(0)
    expect(said).toContain(rule)
  })
})
