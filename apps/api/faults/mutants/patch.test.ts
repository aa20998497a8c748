import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, onTestFinished, test } from 'vitest'
import { bundleApi } from '../../bundle-api.mjs'
import { busSpoiler } from '../bus-spoiler.ts'
import { mutants } from './index.ts'
import { applyPatch, patchPlugin } from './patch.ts'

const patch = { file: 'some/file.ts', find: 'a < b', replace: "a <= b /* $& $' */" }

test('a patch replaces what it finds, letter by letter', () => {
  expect(applyPatch('if (a < b) go()', patch)).toBe("if (a <= b /* $& $' */) go()")
})

test('a patch whose place is gone, or there twice, is said to fit no longer', () => {
  expect(() => applyPatch('if (a > b) go()', patch)).toThrow('The patch no longer fits: 0 times')
  expect(() => applyPatch('a < b || a < b', patch)).toThrow('The patch no longer fits: 2 times')
})

test('a patch for a file that is not in the bundle fails the build', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'shopbell-patch-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'main.ts'), 'export {}')
  const bundling = build({
    entryPoints: [join(folder, 'main.ts')],
    outdir: folder,
    logLevel: 'silent',
    plugins: [patchPlugin([patch])],
  })
  await expect(bundling).rejects.toThrow('is not in the bundle')
})

test.each([
  ...mutants.map(({ name, patches }) => [name, patches] as const),
  ['bus-spoiler', [busSpoiler]] as const,
])('%s fits the source', async (_name, patches) => {
  const outDir = await mkdtemp(join(tmpdir(), 'shopbell-mutant-'))
  onTestFinished(() => rm(outDir, { recursive: true, force: true }))
  await bundleApi({ outDir, plugins: [patchPlugin(patches)] })
})
