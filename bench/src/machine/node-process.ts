import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { searchPath } from './env.ts'

export interface NodeProcessOptions {
  readonly script: string
  readonly args?: readonly string[]
  readonly execArgv?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** A Node process of ours that answers questions over IPC. It gets nothing of this process's environment but PATH. */
export class NodeProcess {
  readonly #child: ChildProcess
  readonly #pending = new Map<
    number,
    { resolve(answer: never): void; reject(error: Error): void }
  >()
  #asked = 0
  #stopping = false

  constructor({ script, args = [], execArgv = [], env = {} }: NodeProcessOptions) {
    this.#child = fork(script, args, {
      execArgv: [...execArgv],
      env: { PATH: searchPath, ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      serialization: 'advanced',
    })
    this.#child.on('message', ({ id, answer }: { id: number; answer: never }) => {
      this.#pending.get(id)?.resolve(answer)
      this.#pending.delete(id)
    })
    this.#child.once('exit', (code, signal) => {
      const error = new Error(`${script} ended with ${code ?? signal}`)
      for (const { reject } of this.#pending.values()) reject(error)
      if (this.#pending.size === 0 && !this.#stopping) console.error(error.message)
    })
  }

  isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null
  }

  /** Resolves with the answer; rejects if the process ends instead. */
  ask<Answer>(ask: string, details: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    if (!this.isAlive()) return Promise.reject(new Error('The process has ended'))
    this.#asked += 1
    const id = this.#asked
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      this.#child.send({ id, ask, ...details })
    })
  }

  /** Ends it. @param signal SIGTERM lets it write what it collected, such as a profile */
  async stop(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    this.#stopping = true
    if (!this.isAlive()) return
    const gone = once(this.#child, 'exit')
    this.#child.kill(signal)
    await gone
  }
}
