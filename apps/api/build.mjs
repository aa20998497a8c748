import { cp, rm } from 'node:fs/promises'
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

await rm(fromHere('dist'), { recursive: true, force: true })
await build({
  entryPoints: [fromHere('src/main.ts')],
  outfile: fromHere('dist/main.js'),
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: true,
  plugins: [bundleWorkspace],
})
await cp(fromHere('../../packages/db/migrations'), fromHere('dist/migrations'), { recursive: true })
