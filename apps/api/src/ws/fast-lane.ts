import { getTRPCErrorFromUnknown, TRPCError } from '@trpc/server'
import type { WebSocket } from 'ws'
import type { z } from 'zod'
import { type LaneCall, type LaneStop, laneAnswers } from './lane-frames.ts'
import { LaneSubscription, type SubscribedSocket, type Subscribing } from './lane-subscription.ts'
import type { Open, SocketConnection } from './socket-connection.ts'

/** What the lane does with an input: null if it is not valid, for then tRPC is to say so. */
export type LaneRoute<Context, Result> = (
  input: unknown,
) => ((ctx: Context) => Promise<Result>) | null

/** Which procedures the lane serves, by path. Each is in the router as well, and both run the same functions. */
export interface LaneRoutes<Context> {
  /** What runs gives the answer. */
  readonly mutations: Readonly<Record<string, LaneRoute<Context, unknown>>>
  /** What runs says whether the caller may subscribe at all, and gives what then opens it. */
  readonly subscriptions: Readonly<Record<string, LaneRoute<Context, Open<unknown>>>>
}

/** A route for inputs that the schema lets in. */
export const laneRoute =
  <Context, Input, Result>(
    schema: z.ZodType<Input>,
    run: (ctx: Context, input: Input) => Promise<Result>,
  ): LaneRoute<Context, Result> =>
  (input) => {
    const { success, data } = schema.safeParse(input)
    return success ? (ctx) => run(ctx, data) : null
  }

/** Something that was asked for and failed. */
interface Failure<Context> {
  readonly error: TRPCError
  readonly ctx: Context | undefined
  readonly type: LaneCall['type'] | 'unknown'
  readonly path: string | undefined
  readonly input: unknown
}

export interface FastLaneOptions<Context> {
  readonly routes: LaneRoutes<Context>
  /** As tRPC would tell the client of it. */
  readonly shapeOf: (failure: Failure<Context>) => unknown
  readonly onError: (failure: Failure<Context>) => void
}

/**
 * Serves the hot procedures of one socket in tRPC's wire format: what costs tRPC's adapter most is what it does around
 * a call. Who may do what, limits, results, refusals and reports are those of the procedures.
 */
export class FastLane<Context> implements SubscribedSocket {
  readonly ctx: Context
  readonly connection: SocketConnection
  readonly #socket: WebSocket
  readonly #options: FastLaneOptions<Context>
  readonly #subscriptions = new Map<LaneCall['id'], LaneSubscription>()

  constructor(
    socket: WebSocket,
    { ctx, connection }: { readonly ctx: Context; readonly connection: SocketConnection },
    options: FastLaneOptions<Context>,
  ) {
    this.#socket = socket
    this.ctx = ctx
    this.connection = connection
    this.#options = options
  }

  /** Whether this is for the lane. */
  serves(asked: LaneCall | LaneStop): boolean {
    const { mutations, subscriptions } = this.#options.routes
    if (asked.type === 'mutation') return runOf(mutations, asked) !== null
    if (asked.type === 'subscription') return runOf(subscriptions, asked) !== null
    return asked.type === 'stop'
  }

  /** Does what is asked if that is the lane's to do. Answers whether it was. */
  take(asked: LaneCall | LaneStop): boolean {
    switch (asked.type) {
      case 'mutation':
        return this.#mutate(asked)
      case 'subscription':
        return this.#subscribe(asked)
      case 'stop':
        return this.#stop(asked)
      case 'query':
        return false
    }
  }

  /** Ends every subscription: the socket is closed. */
  close(): void {
    for (const subscription of [...this.#subscriptions.values()]) subscription.stop()
  }

  send(text: string): void {
    if (this.connection.isOpen) this.#socket.send(text)
  }

  refuse({ id, type, path, input }: Subscribing, thrown: unknown): void {
    const failure = { error: getTRPCErrorFromUnknown(thrown), ctx: this.ctx, type, path, input }
    this.#options.onError(failure)
    this.send(laneAnswers.error(id, this.#options.shapeOf(failure)))
  }

  forget(id: LaneCall['id']): void {
    this.#subscriptions.delete(id)
  }

  #mutate(call: LaneCall): boolean {
    const run = runOf(this.#options.routes.mutations, call)
    if (!run) return false
    this.connection
      .call(() => run(this.ctx))
      .then((data) => this.send(laneAnswers.data(call.id, data)))
      .catch((error) => this.refuse(call, error))
    return true
  }

  #subscribe(call: LaneCall): boolean {
    const { id, type, path, input } = call
    if (this.#subscriptions.has(id)) {
      this.refuse(call, new TRPCError({ message: `Duplicate id ${id}`, code: 'BAD_REQUEST' }))
      return true
    }
    const admit = runOf(this.#options.routes.subscriptions, call)
    if (!admit) return false
    const subscription = new LaneSubscription(this, { id, type, path, input })
    this.#subscriptions.set(id, subscription)
    void subscription.begin(() => admit(this.ctx))
    return true
  }
  #stop({ id }: LaneStop): boolean {
    const subscription = this.#subscriptions.get(id)
    subscription?.stop()
    return subscription !== undefined
  }
}

/** What serves a call, if there is a route for it and its input is valid. */
function runOf<Context, Result>(
  routes: Readonly<Record<string, LaneRoute<Context, Result>>>,
  { path, input }: LaneCall,
): ReturnType<LaneRoute<Context, Result>> {
  return Object.hasOwn(routes, path) ? (routes[path]?.(input) ?? null) : null
}
