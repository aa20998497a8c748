import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const packageManager = /^\S*(?:npm|npx|pnpm)\b|^\S*node\S* \S*(?:npm|npx|pnpm)/
const pollMs = 500

/**
 * Calls `onGone` once when one of the package managers that started this process, or its parent, is gone. Killing
 * `npx` leaves `pnpm` and everything below it behind, so the direct parent alone would not tell.
 */
export function watchLineage(onGone) {
  const watched = lineage(process.ppid)
  const timer = setInterval(() => {
    if (watched.every(isAlive)) return
    clearInterval(timer)
    onGone()
  }, pollMs)
  timer.unref()
}

/** The parent, and those of its ancestors that are package managers. */
function lineage(parentPid) {
  const pids = [parentPid]
  for (let at = inspect(parentPid); at && at.parentPid > 1; at = inspect(at.parentPid)) {
    if (packageManager.test(inspect(at.parentPid)?.command ?? '')) pids.push(at.parentPid)
  }
  return pids
}

function inspect(pid) {
  try {
    return existsSync('/proc/self/stat') ? inspectProc(pid) : inspectPs(pid)
  } catch {
    return null
  }
}

function inspectProc(pid) {
  // "pid (name) state ppid …", where the name may hold anything, brackets too.
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const [state, parentPid] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  return { parentPid: Number(parentPid), command, isZombie: state === 'Z' }
}

function inspectPs(pid) {
  const line = execFileSync('ps', ['-o', 'ppid=,stat=,command=', '-p', String(pid)], {
    encoding: 'utf8',
  })
  const [, parentPid, state, command] = line.match(/^\s*(\d+)\s+(\S+)\s+(.*)$/m) ?? []
  return { parentPid: Number(parentPid), command, isZombie: state?.startsWith('Z') ?? false }
}

function isAlive(pid) {
  const process = inspect(pid)
  return process !== null && !process.isZombie
}
