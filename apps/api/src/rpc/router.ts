import { accountRoutes } from './account.ts'
import { agentRoutes } from './agent.ts'
import { demoRoutes } from './demo.ts'
import { groupRoutes } from './group.ts'
import { inboxRoutes } from './inbox.ts'
import { queueRoutes } from './queue.ts'
import { roomMoving } from './room-moving.ts'
import { roomReading } from './room-reading.ts'
import { roomWriting } from './room-writing.ts'
import { setupRoutes } from './setup.ts'
import { router } from './trpc.ts'
import { widgetRoutes } from './widget.ts'

/** Everything the product can be asked, by noun. */
export const appRouter = router({
  account: accountRoutes,
  agent: agentRoutes,
  demo: demoRoutes,
  group: groupRoutes,
  inbox: inboxRoutes,
  queue: queueRoutes,
  room: { ...roomReading, ...roomWriting, ...roomMoving },
  setup: setupRoutes,
  widget: widgetRoutes,
})

export type AppRouter = typeof appRouter
