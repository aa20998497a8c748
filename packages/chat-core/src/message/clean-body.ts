import { ChatError } from '../errors.ts'
import { limits } from '../limits.ts'

/** Whether every store and wire can carry the text: no NUL, no half of a surrogate pair. */
export const isStorable = (text: string): boolean =>
  !text.includes('\u0000') && !/\p{Surrogate}/u.test(text)

/**
 * A body as it is stored: trimmed at both ends (MS-1).
 * Throws `message_empty`, `message_too_long` (details.maxChars, in UTF-16 units) or `input_invalid`.
 */
export function cleanBody(body: string): string {
  const trimmed = body.trim()
  if (trimmed === '') throw new ChatError('message_empty', 'Write something first.')
  if (trimmed.length > limits.bodyMaxChars)
    throw new ChatError(
      'message_too_long',
      `A message can have ${limits.bodyMaxChars} characters at most.`,
      { maxChars: limits.bodyMaxChars },
    )
  if (!isStorable(trimmed))
    throw new ChatError('input_invalid', 'The message contains characters that cannot be stored.')
  return trimmed
}
