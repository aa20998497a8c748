import { expect, onTestFinished, test } from 'vitest'
import { watchLoopLag } from './loop-lag.ts'
import { socketLimits } from './socket-limits.ts'

test('a process that is always busy is late, and is not any more once it rests', async () => {
  const lag = watchLoopLag()
  onTestFinished(() => lag.close())
  const busy = setInterval(() => {
    const untilMs = performance.now() + 1.5 * socketLimits.loopLagMaxMs
    while (performance.now() < untilMs);
  }, 1)

  await expect
    .poll(() => lag.lagMs(), { timeout: 10_000, interval: 50 })
    .toBeGreaterThan(socketLimits.loopLagMaxMs)
  clearInterval(busy)

  await expect
    .poll(() => lag.lagMs(), { timeout: 10_000, interval: 50 })
    .toBeLessThan(socketLimits.loopLagMaxMs)
})
