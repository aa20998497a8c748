import { makeMemoryPorts } from '../testing/memory-harness.ts'
import { storeContract } from '../testing/store-contract.ts'

storeContract('memory', makeMemoryPorts)
