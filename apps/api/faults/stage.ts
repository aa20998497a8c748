import { seeded } from '../src/testing/seeded.ts'
import { type Conversation, openConversation } from './clients/conversation.ts'
import type { Person } from './clients/person.ts'
import { RoomReader } from './clients/room-reader.ts'
import { type ClientTiming, clientTiming } from './clients/timing.ts'
import type { Patch } from './mutants/patch.ts'
import type { RunOptions } from './options.ts'
import { Recorder } from './oracle/recorder.ts'
import { untilCaughtUp } from './quiesce.ts'
import { apiBundle } from './services/api-bundle.ts'
import { type Cluster, startCluster } from './services/cluster.ts'
import type { Services } from './services/services.ts'

export interface StageOptions {
  readonly services: Services
  readonly options: RunOptions
  /** What is wrong with the product in this run. */
  readonly patches?: readonly Patch[]
}

export interface Follow {
  readonly person: Person
  readonly roomId: string
  /** All nodes, when not given. */
  readonly addresses?: readonly string[]
}

export interface Setting {
  readonly nodeCount?: number
  readonly withRedis?: boolean
  readonly env?: Readonly<Record<string, string>>
  /** Of the clients, where it matters. */
  readonly timing?: Partial<ClientTiming>
  /** More that is changed in the product: a bus that loses, for one. */
  readonly patches?: readonly Patch[]
}

/** What a scenario plays on: a cluster of its own, people who talk, chance that can be had again. Swept afterwards. */
export class Stage {
  readonly services: Services
  readonly options: RunOptions
  readonly recorder = new Recorder()
  readonly conversations: Conversation[] = []
  readonly readers: RoomReader[] = []
  timing: ClientTiming = clientTiming
  readonly #patches: readonly Patch[]
  readonly #onSweep: (() => unknown)[] = []
  #chances = 0
  #cluster: Cluster | null = null

  constructor({ services, options, patches = [] }: StageOptions) {
    this.services = services
    this.options = options
    this.#patches = patches
  }

  get isStarted(): boolean {
    return this.#cluster !== null
  }

  get cluster(): Cluster {
    if (!this.#cluster) throw new Error('A scenario begins with stage.start().')
    return this.#cluster
  }

  /** Chance of its own for whoever asks, the same in every run of a seed. */
  chance(): () => number {
    this.#chances += 1
    return seeded(this.options.seed + this.#chances * 7_919)
  }

  async start({ nodeCount = 3, withRedis = true, env, timing, patches = [] }: Setting = {}) {
    this.timing = { ...clientTiming, ...timing }
    const bundle = await apiBundle([...this.#patches, ...patches])
    const { services, recorder } = this
    const whole = { FAULTS_SEED: String(this.options.seed), ...env }
    this.#cluster = await startCluster({
      services,
      recorder,
      bundle,
      nodeCount,
      withRedis,
      env: whole,
    })
    return this.#cluster
  }

  /** A customer and the agent who took their room, and as many readers as wanted: the two, another tab, managers. */
  async openRooms(count: number, readers = 3): Promise<readonly Conversation[]> {
    const opened: Conversation[] = []
    for (let index = 0; index < count; index += 1) {
      opened.push(await openConversation(this, { name: `room ${index + 1}`, readers }))
    }
    this.conversations.push(...opened)
    return opened
  }

  /** One more reader of a room, who stays until the end. */
  follow({ person, roomId, addresses = this.cluster.addresses }: Follow): RoomReader {
    const audience = person.actAs === 'customer' ? 'customer' : 'staff'
    const tape = this.recorder.reader(person.name, roomId, audience)
    const { timing } = this
    const reader = new RoomReader({
      person,
      roomId,
      addresses,
      timing,
      tape,
      random: this.chance(),
    })
    this.readers.push(reader)
    return reader
  }

  /** Waits until everything is sent and every reader has everything, or it is clear that they never will. */
  async quiesce(withinMs = 30_000): Promise<void> {
    this.recorder.caughtUpMs = await untilCaughtUp(this, withinMs)
  }

  onSweep(action: () => unknown): void {
    this.#onSweep.push(action)
  }

  async sweep(): Promise<void> {
    for (const reader of this.readers) reader.stop()
    for (const action of this.#onSweep) await action()
    await this.#cluster?.close()
  }
}
