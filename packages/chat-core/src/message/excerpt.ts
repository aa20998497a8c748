import { limits } from '../limits.ts'

/** The beginning of a body, for a row of a list: whole code points, so that no emoji is cut in two. */
export const excerptOf = (body: string): string =>
  [...body].slice(0, limits.excerptMaxChars).join('')
