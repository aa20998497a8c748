/** Something did not answer in time. */
export class LateError extends Error {
  override readonly name = 'LateError'
}

/** What `work` gives, if it does so in time. Otherwise throws LateError; the work itself goes on, and nobody hears of it. */
export async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(reject, limitMs, new LateError(`No answer within ${limitMs} ms`))
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
