import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type Plugin } from 'esbuild'

const root = join(import.meta.dirname, '../..')
const apiDir = join(root, 'apps/api')
const outDir = join(root, 'bench/dist')

/** Programs that the bench starts, as paths. */
export interface Programs {
  readonly comparator: string
  readonly client: string
  readonly answerStat: string
  readonly api: string
  readonly apiEdited: string
  /** A folder that our store needs, whoever uses it. */
  readonly migrations: string
}

/** What only our store needs comes along; what everybody has stays outside; the embedded database is not measured. */
const ourStore: Plugin = {
  name: 'our-store',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      const isPartOfStore = path.startsWith('@shopbell/') || path.startsWith('drizzle-orm')
      if (kind === 'entry-point' || isPartOfStore) return undefined
      if (path === '@electric-sql/pglite') return { path, namespace: 'left-out' }
      return { path, external: true }
    })
    onLoad({ filter: /./, namespace: 'left-out' }, () => ({ contents: 'module.exports = {}' }))
  },
}

async function bundleOurs(): Promise<Pick<Programs, 'comparator' | 'client' | 'answerStat'>> {
  const fromHere = (path: string) => join(import.meta.dirname, path)
  await build({
    entryPoints: {
      comparator: fromHere('servers/comparator.ts'),
      'answer-stat': fromHere('servers/answer-stat.ts'),
      client: fromHere('client/main.ts'),
    },
    outdir: outDir,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    plugins: [ourStore],
    logLevel: 'warning',
  })
  return {
    comparator: join(outDir, 'comparator.js'),
    client: join(outDir, 'client.js'),
    answerStat: pathToFileURL(join(outDir, 'answer-stat.js')).href,
  }
}

/** One edit of a source file on its way into a bundle. */
export interface Edit {
  readonly file: string
  readonly find: string
  readonly replace: string
}

const edited = ({ file, find, replace }: Edit): Plugin => ({
  name: 'edited',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (!path.endsWith(file)) return undefined
      const source = await readFile(path, 'utf8')
      if (source.split(find).length !== 2) throw new Error(`${file} does not say ${find} once`)
      return { contents: source.replace(find, replace), loader: 'ts' }
    })
  },
})

/** Bundles the API as its own build does, beside its node_modules, with an edit or as it is. */
async function bundleApi(edit: Edit | null): Promise<string> {
  const { bundleApi } = await import(pathToFileURL(join(apiDir, 'bundle-api.mjs')).href)
  const folder = join(apiDir, 'node_modules/.bench', edit ? 'api-edited' : 'api')
  await bundleApi({ outDir: folder, plugins: edit ? [edited(edit)] : [] })
  return join(folder, 'main.js')
}

/** Builds everything that will run, so that every measured process is plain JavaScript. */
export async function bundleAll(edit: Edit): Promise<Programs> {
  const [ours, api, apiEdited] = await Promise.all([bundleOurs(), bundleApi(null), bundleApi(edit)])
  return { ...ours, api, apiEdited, migrations: join(root, 'packages/db/migrations') }
}
