/** What the test runner gives tests to read sources with. The package itself needs neither Vite nor Node. */
interface ImportMeta {
  glob(
    patterns: string | readonly string[],
    options: { readonly query: '?raw'; readonly import: 'default'; readonly eager: true },
  ): Record<string, string>
}
