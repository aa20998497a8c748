import { fileURLToPath } from 'node:url'
import { bundleApi } from './bundle-api.mjs'

await bundleApi({ outDir: fileURLToPath(new URL('dist', import.meta.url)) })
