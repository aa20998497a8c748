import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

interface Found {
  readonly pid: number
  readonly command: string
}

/** The living processes that have `marker` in their environment. */
export function findProcesses(marker: string): Found[] {
  return existsSync('/proc/self/environ') ? fromProc(marker) : fromPs(marker)
}

function fromProc(marker: string): Found[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.flatMap((pid) => {
    if (!read(`/proc/${pid}/environ`).includes(marker)) return []
    return [{ pid: Number(pid), command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ') }]
  })
}

/** Empty for what is gone by now or not ours to read. A zombie's environment is empty too. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function fromPs(marker: string): Found[] {
  const lines = execFileSync('ps', ['axeww', '-o', 'pid=,command='], { encoding: 'utf8' })
  return lines
    .split('\n')
    .filter((line) => line.includes(marker))
    .map((line) => ({ pid: Number.parseInt(line, 10), command: line }))
}
