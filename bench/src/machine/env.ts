/** Where programs are looked for: all that the bench takes from its environment. */
export const searchPath = process.env['PATH'] ?? ''
