import { setTimeout as sleep } from 'node:timers/promises'
import type { CpuUse, Stage } from '../stage/stage.ts'
import type { Figures, Timing } from './suite.ts'

const CPU_NAMES = [
  'serverUs',
  'pgUs',
  'redisUs',
  'clientUs',
] as const satisfies readonly (keyof CpuUse)[]

/**
 * Lets a load that has begun warm up, and then watches it for a while. CPU time is divided by what was done meanwhile.
 * @param counted the figure that counts what was done
 */
export async function measureWindow(
  stage: Stage,
  { warmUpMs, windowMs }: Timing,
  counted: 'acked' | 'delivered',
): Promise<Figures> {
  await sleep(warmUpMs)
  const [before] = await Promise.all([stage.cpu(), stage.mark()])
  const startedMs = performance.now()
  await sleep(windowMs)
  const [after, figures] = await Promise.all([stage.cpu(), stage.mark()])
  const seconds = (performance.now() - startedMs) / 1_000
  const done = figures[counted] ?? 0
  const { acked = 0, delivered = 0, ...latencies } = figures
  const cpu = CPU_NAMES.map((name) => [name, (after[name] - before[name]) / done] as const)
  return {
    ...latencies,
    ackedPerS: acked / seconds,
    deliveredPerS: delivered / seconds,
    ...Object.fromEntries(cpu),
    serverAndPgUs: (after.serverUs + after.pgUs - before.serverUs - before.pgUs) / done,
  }
}
