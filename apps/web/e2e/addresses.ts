/** The ports of the copy under test, away from those of a running `pnpm dev`. */
export const webPort = 4161
export const apiPort = 4162

export const webOrigin = `http://localhost:${webPort}`
export const apiOrigin = `http://localhost:${apiPort}`
