export { createManualClock, type ManualClock } from './manual-clock.ts'
export { createMemoryBus } from './memory-bus.ts'
export { createMemoryPorts, type MemoryPorts } from './memory-store.ts'
