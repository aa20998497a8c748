import type { SocketLimits } from '../src/ws/socket-limits.ts'
import type { Patch } from './mutants/patch.ts'

/**
 * Other limits for sockets than the product has, so that what takes a minute there takes a few seconds here. What is
 * proven with it is the rule; that the product's own figure is right, a scenario asks of `socketLimits`.
 */
export const withSocketLimits = (limits: Partial<SocketLimits>): Patch => ({
  file: 'apps/api/src/ws/attach-web-socket.ts',
  find: 'const limits = { ...socketLimits, ...options.limits }',
  replace: `const limits = { ...socketLimits, ...options.limits, ...${JSON.stringify(limits)} }`,
})
