import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const fromHere = (path) => fileURLToPath(new URL(path, import.meta.url))

/** Our own packages are source, so they go into the bundle; everybody else's stay in node_modules. */
const bundleWorkspace = {
  name: 'bundle-workspace',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === 'entry-point') return undefined
      if (!path.startsWith('@shopbell/')) return { path, external: true }
      return { path: fileURLToPath(import.meta.resolve(path)) }
    })
  },
}

/**
 * Bundles the API into `main.js` with its migrations beside it, in a folder that is emptied first. The folder is to be
 * inside this package: the bundle finds what is not ours in its node_modules.
 *
 * @param {{ outDir: string, plugins?: import('esbuild').Plugin[] }} options
 * @returns {Promise<void>}
 */
export async function bundleApi({ outDir, plugins = [] }) {
  await rm(outDir, { recursive: true, force: true })
  await build({
    entryPoints: [fromHere('src/main.ts')],
    outfile: join(outDir, 'main.js'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    logLevel: 'silent',
    plugins: [bundleWorkspace, ...plugins],
  })
  await cp(fromHere('../../packages/db/migrations'), join(outDir, 'migrations'), {
    recursive: true,
  })
}
