import { seeded } from '../src/testing/seeded.ts'
import { startTcpProxy, type TcpProxy } from '../src/testing/tcp-proxy.ts'
import { type Conversation, openConversation } from './clients/conversation.ts'
import type { Person } from './clients/person.ts'
import { RoomReader } from './clients/room-reader.ts'
import { type ClientTiming, clientTiming } from './clients/timing.ts'
import type { Patch } from './mutants/patch.ts'
import type { RunOptions } from './options.ts'
import { Recorder } from './oracle/recorder.ts'
import { untilCaughtUp } from './quiesce.ts'
import { apiBundle } from './services/api-bundle.ts'
import type { ApiNode } from './services/api-node.ts'
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
  readonly timing?: ClientTiming
  readonly random?: () => number
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

const OPENED_AT_ONCE = 8

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

  /** Whether the sizes of the nightly run are wanted: those who give it minutes want them. */
  get isLarge(): boolean {
    return this.options.minutes > 1
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

  /** The product as this run has it, for those who start it in a way of their own. */
  bundle(patches: readonly Patch[] = []): Promise<string> {
    return apiBundle([...this.#patches, ...patches])
  }

  async start({ nodeCount = 3, withRedis = true, env, timing, patches = [] }: Setting = {}) {
    this.timing = { ...clientTiming, ...timing }
    const bundle = await this.bundle(patches)
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

  /**
   * A customer and the agent who took their room, and as many readers as wanted: the two, another tab, managers.
   * @param roads the addresses that the readers know; what goes over HTTP knows the nodes
   */
  async openRooms(
    count: number,
    readers = 3,
    roads = this.cluster.addresses,
  ): Promise<readonly Conversation[]> {
    const plans = Array.from({ length: count }, (_, index) => {
      // Taken in order, for the rooms are opened in whatever order they come to it.
      const chance = seeded(this.options.seed + 104_729 * (this.conversations.length + index + 1))
      return { name: `room ${index + 1}`, readers, roads, chance: () => seeded(chance() * 2 ** 31) }
    })
    const opened: Conversation[] = []
    for (let from = 0; from < count; from += OPENED_AT_ONCE) {
      const next = plans.slice(from, from + OPENED_AT_ONCE)
      opened.push(...(await Promise.all(next.map((plan) => openConversation(this, plan)))))
    }
    this.conversations.push(...opened)
    return opened
  }

  /** A second network before a node, for some of its clients only, until the node is started again. */
  async sideRoad({ port }: ApiNode): Promise<TcpProxy> {
    const road = await startTcpProxy(port)
    this.onSweep(() => road.close())
    return road
  }

  /** One more reader of a room, who stays until the end. */
  follow({ person, roomId, ...how }: Follow): RoomReader {
    const audience = person.actAs === 'customer' ? 'customer' : 'staff'
    const reader = new RoomReader({
      person,
      roomId,
      addresses: how.addresses ?? this.cluster.addresses,
      timing: how.timing ?? this.timing,
      random: how.random ?? this.chance(),
      tape: this.recorder.reader(person.name, roomId, audience),
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
