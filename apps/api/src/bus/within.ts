/** What was asked has not answered in time. */
export class LateError extends Error {
  override readonly name = 'LateError'
}

/** As the promise, but rejects with LateError once `maxMs` have passed. What it waited for goes on unheard. */
export async function within<T>(maxMs: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new LateError(`No answer within ${maxMs} ms.`)), maxMs)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
