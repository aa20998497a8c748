/**
 * `wanted` when it is a path on this site, else `fallback`: where to go after signing in must never be another site.
 */
export function localPath(wanted: string | undefined, fallback: string): string {
  if (!wanted?.startsWith('/')) return fallback
  const base = 'http://shop.invalid'
  const url = URL.canParse(wanted, base) ? new URL(wanted, base) : null
  return url?.origin === base ? url.pathname + url.search + url.hash : fallback
}
