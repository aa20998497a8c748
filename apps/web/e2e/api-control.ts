import { controlPort } from './addresses.ts'

const order = async (what: string): Promise<void> => {
  await fetch(`http://127.0.0.1:${controlPort}/${what}`, { method: 'POST' })
}

/** Ends the API between two instructions, as a crash does. */
export const killApi = (): Promise<void> => order('kill')

/** Ends the API as a deployment does: it sends its clients away first. */
export const stopApi = (): Promise<void> => order('stop')

/** Has the API back, on the same data, if it has ended; resolves when it answers. */
export const startApi = (): Promise<void> => order('start')
