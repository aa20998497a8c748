import { readdirSync, readFileSync } from 'node:fs'

/** The memory that a process has, in bytes. Linux tells it. */
export function rssBytesOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return 1_024 * Number(status.match(/^VmRSS:\s+(\d+) kB$/m)?.[1] ?? 0)
}

/** How many files and connections a process has open. */
export const openFilesOf = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length

const MS_PER_TICK = 10

/** How long a process has had a core so far, in milliseconds. */
export function cpuMsOf(pid: number): number {
  // After the name, which may hold anything but ends with the last parenthesis.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return MS_PER_TICK * (Number(fields[11]) + Number(fields[12]))
}
