import { hash, verify } from '@node-rs/argon2'

export const passwordMinChars = 12
export const passwordMaxChars = 128

/** Argon2id at the first recommended setting of the OWASP Password Storage Cheat Sheet. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A PHC string; runs off the main thread. */
export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS)

export const verifyPassword = (input: { hash: string; password: string }): Promise<boolean> =>
  verify(input.hash, input.password)
