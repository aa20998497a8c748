import type { OpenApiMeta } from 'trpc-to-openapi'

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
type Path = `/${string}`

/** Where a procedure is served over REST, for all procedures of a noun. */
export const restOf =
  (tag: string) =>
  (method: Method, path: Path, summary: string): OpenApiMeta => ({
    openapi: { method, path, tags: [tag], summary },
  })
