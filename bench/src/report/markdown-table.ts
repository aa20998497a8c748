const isNumber = (text: string): boolean => /^[≤≥\d\s.,–()]*$/.test(text)

/** Rows of text as a Markdown table that reads well on a screen too. Columns of nothing but numbers stand to the right. */
export function markdownTable([head = [], ...body]: readonly (readonly string[])[]): string {
  const columns = head.map((title, index) => {
    const cells = body.map((row) => row[index] ?? '')
    const width = Math.max(3, ...[title, ...cells].map(({ length }) => length))
    return { width, isNumeric: cells.every(isNumber) }
  })
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const row = (cells: readonly string[]) =>
    line(
      columns.map(({ width, isNumeric }, index) => {
        const text = cells[index] ?? ''
        return isNumeric ? text.padStart(width) : text.padEnd(width)
      }),
    )
  const rule = line(
    columns.map(({ width, isNumeric }) =>
      isNumeric ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
    ),
  )
  return [row(head), rule, ...body.map(row)].join('\n')
}
