import { type Latencies, spreadOf } from './check-times.ts'
import type { ReaderTape } from './reader-tape.ts'

/** Begins to measure: the function that it answers tells how late deliveries to these readers were since. */
export function startLapse(readers: readonly ReaderTape[]): () => Latencies {
  const before = new Map(readers.map((reader) => [reader, reader.latenciesMs.length]))
  return () => spreadOf(readers.flatMap((reader) => reader.latenciesMs.slice(before.get(reader))))
}
