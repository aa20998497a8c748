import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { join } from 'node:path'
import type { Cluster } from './postgres.ts'
import type { Redis } from './redis.ts'

const GB = 1_024 ** 3
const root = join(import.meta.dirname, '../../..')

const versionOf = (name: string): string =>
  JSON.parse(readFileSync(join(root, 'bench/node_modules', name, 'package.json'), 'utf8')).version

function commit(): string {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()
    return (
      git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') ? ' and changes' : '')
    )
  } catch {
    return 'unknown'
  }
}

/** What results depend on and readers have to know. */
export function describeMachine(cluster: Cluster, redis: Redis | null): Record<string, string> {
  const [cpu] = cpus()
  return {
    cpu: `${cpus().length} × ${cpu?.model ?? 'unknown'}`,
    memory: `${(totalmem() / GB).toFixed(0)} GB`,
    kernel: release(),
    node: process.version,
    postgres: cluster.version,
    settings: Object.entries(cluster.settings)
      .map(([name, value]) => `${name}=${value}`)
      .join(' '),
    ...(redis ? { redis: redis.version.split(' sha', 1)[0] ?? redis.version } : {}),
    packages: ['ws', 'socket.io', '@socket.io/redis-adapter', '@trpc/server', 'postgres', 'redis']
      .map((name) => `${name} ${versionOf(name)}`)
      .join(', '),
    commit: commit(),
  }
}
