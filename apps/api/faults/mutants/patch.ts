import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'esbuild'

/** One textual change of the product's source: what stands there exactly once, and what takes its place. */
export interface Patch {
  /** From the root of the repository. */
  readonly file: string
  readonly find: string
  readonly replace: string
}

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url))

/** Applies a patch to a text. Throws when what it looks for is not there exactly once. */
export function applyPatch(text: string, { file, find, replace }: Patch): string {
  const count = text.split(find).length - 1
  if (count !== 1) throw new Error(`The patch no longer fits: ${count} times in ${file}:\n${find}`)
  // A function, because `$` means something in a replacement that is a string.
  return text.replace(find, () => replace)
}

/** Builds the product with patches. The build fails when one of them does not fit, or its file is not part of it. */
export const patchPlugin = (patches: readonly Patch[]): Plugin => ({
  name: 'patches',
  setup({ onLoad, onEnd }) {
    const files = new Map<string, Patch[]>()
    for (const patch of patches) {
      const path = join(ROOT, patch.file)
      files.set(path, [...(files.get(path) ?? []), patch])
    }
    const unused = new Set(files.keys())
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const wanted = files.get(path)
      if (!wanted) return undefined
      unused.delete(path)
      const source = await readFile(path, 'utf8')
      return { contents: wanted.reduce(applyPatch, source), loader: 'ts' }
    })
    onEnd(() => {
      const [path] = unused
      if (path) throw new Error(`The patch no longer fits: ${path} is not in the bundle.`)
    })
  },
})
