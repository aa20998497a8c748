export { busContract, type MakeBuses } from './bus-contract.ts'
export type { MakePorts, StoreHarness } from './harness.ts'
export { checkRoom, type RoomSnapshot, roomSnapshots } from './invariants.ts'
export { makeMemoryPorts } from './memory-harness.ts'
export { runs } from './runs.ts'
export { type CustomerInRoom, createScene, type Scene } from './scene.ts'
export {
  anyCommands,
  type Command,
  castOf,
  commandsOf,
  createWorld,
  type Outcome,
  runCommand,
  type World,
} from './simulate.ts'
export {
  createLineWorld,
  drainAll,
  type LineCommand,
  lineHistory,
  runLineCommand,
} from './simulate-line.ts'
export { storeContract } from './store-contract.ts'
