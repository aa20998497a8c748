import type { Patch } from './mutants/patch.ts'

/**
 * Makes nodes hear only some of what others tell them, some of it twice and some of it late, so that later notices come
 * first. By the seed of the run, each node in its own way. Nothing of it may change anything but time.
 */
export const busSpoiler: Patch = {
  file: 'apps/api/src/bus/redis-bus.ts',
  find: "for (const notice of frame?.notices ?? []) local.publish(notice, 'elsewhere')",
  replace: `for (const notice of frame?.notices ?? []) {
    globalThis.spoilerState ??= Number(process.env.FAULTS_SEED) + process.pid
    const chance = () => {
      globalThis.spoilerState = (Math.imul(globalThis.spoilerState, 1664525) + 1013904223) >>> 0
      return globalThis.spoilerState / 2 ** 32
    }
    const fate = chance()
    if (fate < 0.3) continue
    if (fate < 0.5) setTimeout(() => local.publish(notice, 'elsewhere'), 40 * chance())
    else local.publish(notice, 'elsewhere')
    if (fate > 0.9) setTimeout(() => local.publish(notice, 'elsewhere'), 40 * chance())
  }`,
}
