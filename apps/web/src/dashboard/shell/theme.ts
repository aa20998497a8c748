export type Theme = 'system' | 'light' | 'dark'

const COOKIE = 'shopbell_theme'
const YEAR_S = 31_536_000

/** The theme the page was made with: the root layout writes the cookie's on `<html>`. */
export function readTheme(): Theme {
  const { theme } = document.documentElement.dataset
  return theme === 'light' || theme === 'dark' ? theme : 'system'
}

/** Shows a theme now and tells the server to make the next page with it. */
export function saveTheme(theme: Theme): void {
  const root = document.documentElement
  if (theme === 'system') delete root.dataset['theme']
  else root.dataset['theme'] = theme
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is absent on plain http, where shops try this out.
  document.cookie = `${COOKIE}=${theme}; path=/; max-age=${YEAR_S}; samesite=lax`
}
