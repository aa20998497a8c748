import { fileURLToPath } from 'node:url'

/** Where the migrations lie, for a program that runs from source. */
export const MIGRATIONS_DIR = fileURLToPath(new URL('../migrations', import.meta.url))
