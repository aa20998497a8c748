import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { bundleApi } from '../../bundle-api.mjs'
import { type Patch, patchPlugin } from '../mutants/patch.ts'

/** Inside the package, where a bundle finds its node_modules. */
const FOLDER = fileURLToPath(new URL('../../node_modules/.cache/faults', import.meta.url))

const made = new Map<string, Promise<string>>()

/** The built API with these patches, as the path of its bundle. Each set of patches is built once per run. */
export function apiBundle(patches: readonly Patch[] = []): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(patches)).digest('hex').slice(0, 12)
  const known = made.get(hash)
  if (known !== undefined) return known
  const outDir = `${FOLDER}/${patches.length === 0 ? 'plain' : hash}`
  const bundle = bundleApi({ outDir, plugins: [patchPlugin(patches)] }).then(
    () => `${outDir}/main.js`,
  )
  made.set(hash, bundle)
  return bundle
}
