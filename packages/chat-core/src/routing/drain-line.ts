import type { Ports } from '../ports/ports.ts'
import { assignNext } from './assign-next.ts'

/**
 * RT-5: gives the rooms of a line to agents, from its head, until nobody waits or nobody is eligible. Answers how many.
 */
export async function drainLine(
  ports: Pick<Ports, 'routing' | 'bus'>,
  groupId: string,
): Promise<number> {
  let assigned = 0
  while (await assignNext(ports, groupId)) assigned += 1
  return assigned
}
