import { afterEach, beforeEach, describe } from 'vitest'
import type { MakePorts } from './harness.ts'
import { createScene, type Scene } from './scene.ts'
import { appendContract } from './store/append.ts'
import { batchedReadsContract } from './store/batched-reads.ts'
import { capacityContract } from './store/capacity.ts'
import { customersContract } from './store/customers.ts'
import { drainsContract } from './store/drains.ts'
import { groupsContract } from './store/groups.ts'
import { joinContract } from './store/join.ts'
import { labelsContract } from './store/labels.ts'
import { leavingContract } from './store/leaving.ts'
import { levelReadsContract } from './store/level-reads.ts'
import { listsContract } from './store/lists.ts'
import { movesContract } from './store/moves.ts'
import { readsContract } from './store/reads.ts'
import { roomsContract } from './store/rooms.ts'
import { routingContract } from './store/routing.ts'
import { staffContract } from './store/staff.ts'

const CONTRACTS = [
  roomsContract,
  appendContract,
  movesContract,
  capacityContract,
  routingContract,
  drainsContract,
  readsContract,
  batchedReadsContract,
  levelReadsContract,
  listsContract,
  joinContract,
  customersContract,
  staffContract,
  leavingContract,
  groupsContract,
  labelsContract,
]

/**
 * Registers what every implementation of the store ports must pass. `makePorts` is called before each test and must
 * give an empty store; where booting one is dear, empty the same one.
 */
export function storeContract(name: string, makePorts: MakePorts): void {
  describe(`store contract: ${name}`, () => {
    let scene: Scene | undefined

    beforeEach(async () => {
      scene = createScene(await makePorts())
    })

    afterEach(async () => {
      await scene?.close()
      scene = undefined
    })

    const current = (): Scene => {
      if (!scene) throw new Error('A scene is there during a test only.')
      return scene
    }

    for (const contract of CONTRACTS) contract(current)
  })
}
