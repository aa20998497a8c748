/** What of an error goes into the log. */
export interface LoggedError {
  readonly name: string
  readonly message: string
  readonly code?: string
  /** Of the database, when it named one. */
  readonly constraint?: string
  readonly stack?: string
  readonly cause?: LoggedError
}

/** Causes of causes are followed this far. */
const DEPTH_MAX = 4

/** Drizzle ends its message with the values of the query, line breaks and all: bodies and addresses. */
const withoutValues = (message: string): string => message.replace(/\nparams:[\s\S]*/, '')

/** A stack repeats the message before its frames, so the values in it go with the message's. */
const stackWithoutValues = ({ message, stack = '' }: Error): string =>
  stack
    .replace(message, () => withoutValues(message))
    .replace(/\nparams:[\s\S]*?(?=\n {4}at |$)/, '')

const textOf = (error: object, key: string): string | undefined => {
  const value: unknown = Reflect.get(error, key)
  return typeof value === 'string' ? value : undefined
}

/**
 * Picks by allow-list what may be logged of a thrown value: an error's own fields may hold query values, request
 * bodies or addresses, so nothing is copied that is not named here.
 */
export function serializeError(thrown: unknown, depth = 0): LoggedError {
  if (!(thrown instanceof Error))
    return { name: typeof thrown, message: 'a value that is no error' }
  const code = textOf(thrown, 'code')
  const constraint = textOf(thrown, 'constraint') ?? textOf(thrown, 'constraint_name')
  return {
    name: thrown.name,
    message: withoutValues(thrown.message),
    ...(code ? { code } : {}),
    ...(constraint ? { constraint } : {}),
    ...(thrown.stack ? { stack: stackWithoutValues(thrown) } : {}),
    ...(thrown.cause && depth < DEPTH_MAX
      ? { cause: serializeError(thrown.cause, depth + 1) }
      : {}),
  }
}
