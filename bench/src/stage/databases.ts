import postgres, { type Sql } from 'postgres'
import type { Cluster } from '../machine/postgres.ts'
import { type Seed, seed } from './seed.ts'

/** Databases that all begin the same: each seed is planted once. */
export class Databases {
  readonly #cluster: Cluster
  readonly #admin: Sql
  readonly #planted = new Set<string>()
  #copies = 0

  constructor(cluster: Cluster) {
    this.#cluster = cluster
    this.#admin = postgres(cluster.url('postgres'), { max: 1, onnotice: () => undefined })
  }

  /** The address of a database as it was planted; whoever writes there changes what later ones begin with. */
  async planted(wanted: Seed): Promise<string> {
    const { rooms, agents, messagesPerRoom, leanCopy } = wanted
    const name = `seed_${rooms}_${agents}_${messagesPerRoom}_${leanCopy ? 'both' : 'ours'}`
    if (!this.#planted.has(name)) {
      await this.#admin.unsafe(`create database ${name}`)
      await seed(this.#cluster.url(name), wanted)
      this.#planted.add(name)
    }
    return this.#cluster.url(name)
  }

  /** A fresh copy of a planted database. */
  async copy(wanted: Seed): Promise<{ readonly url: string; drop(): Promise<void> }> {
    const template = new URL(await this.planted(wanted)).pathname.slice(1)
    this.#copies += 1
    const name = `run_${this.#copies}`
    await this.#admin.unsafe(`create database ${name} template ${template}`)
    return {
      url: this.#cluster.url(name),
      drop: async () => {
        await this.#admin.unsafe(`drop database ${name} with (force)`)
      },
    }
  }

  async close(): Promise<void> {
    await this.#admin.end()
  }
}
