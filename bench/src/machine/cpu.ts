import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const TICKS_PER_S = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

interface ProcessTimes {
  readonly parent: number
  readonly ownTicks: number
  /** Of children that have ended and were waited for. */
  readonly endedTicks: number
}

/** One line of /proc/<pid>/stat; its second field is a name in brackets that may hold anything. */
function readTimes(pid: number | string): ProcessTimes | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = line
      .slice(line.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const [, parent = 0] = fields
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15)
    return { parent, ownTicks: user + system, endedTicks: endedUser + endedSystem }
  } catch {
    return null
  }
}

/** User and system time of a process and all its children, living or ended, in microseconds (in steps of 10 ms). */
export function cpuOfTreeUs(rootPid: number): number {
  const times = new Map<number, ProcessTimes>()
  for (const name of readdirSync('/proc')) {
    const found = /^\d+$/.test(name) ? readTimes(name) : null
    if (found) times.set(Number(name), found)
  }
  const ticksOf = (pid: number): number => {
    const own = times.get(pid)
    const children = [...times].filter(([, { parent }]) => parent === pid)
    const theirs = children.reduce((sum, [child]) => sum + ticksOf(child), 0)
    return theirs + (own ? own.ownTicks + own.endedTicks : 0)
  }
  return (ticksOf(rootPid) * 1_000_000) / TICKS_PER_S
}
