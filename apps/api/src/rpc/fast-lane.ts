import { eventsInput, roomInput, sendInput } from '@shopbell/chat-core/schemas'
import { type LaneRoutes, laneRoute } from '../ws/fast-lane.ts'
import { agentOf, participantOf } from './actor-of.ts'
import type { Context } from './context.ts'
import { noInput } from './inbox.ts'
import { sendText, sentSchema } from './room-writing.ts'

/**
 * The procedures that sockets are served past tRPC's adapter, for nearly all traffic is theirs. Each is declared in the
 * router as well and runs the same functions; `fast-lane.test.ts` compares the two, frame by frame.
 */
export const fastLane: LaneRoutes<Context> = {
  mutations: {
    'room.send': laneRoute(sendInput, async (ctx: Context, input) => {
      const actor = await participantOf(ctx)
      return sentSchema.parse(await sendText({ services: ctx.services, actor }, input))
    }),
  },
  subscriptions: {
    'room.events': laneRoute(eventsInput, async (ctx: Context, input) => {
      const actor = await participantOf(ctx)
      return () => ctx.services.realtime.roomEvents(actor, input)
    }),
    'room.signals': laneRoute(roomInput, async (ctx: Context, input) => {
      const actor = await participantOf(ctx)
      return () => ctx.services.realtime.roomSignals(actor, input)
    }),
    'inbox.events': laneRoute(noInput, async (ctx: Context) => {
      const agent = await agentOf(ctx)
      return () => ctx.services.realtime.inboxEvents(agent)
    }),
    'queue.events': laneRoute(noInput, async (ctx: Context) => {
      const agent = await agentOf(ctx)
      return () => ctx.services.realtime.queueEvents(agent)
    }),
  },
}
