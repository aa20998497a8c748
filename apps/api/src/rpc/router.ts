import { accountRoutes } from './account.ts'
import { agentRoutes } from './agent.ts'
import { cannedResponseRoutes } from './canned-response.ts'
import { demoRoutes } from './demo.ts'
import { groupRoutes } from './group.ts'
import { inboxRoutes } from './inbox.ts'
import { queueRoutes } from './queue.ts'
import { roomMoving } from './room-moving.ts'
import { roomReading } from './room-reading.ts'
import { roomTagging } from './room-tagging.ts'
import { roomWriting } from './room-writing.ts'
import { setupRoutes } from './setup.ts'
import { tagRoutes } from './tag.ts'
import { router } from './trpc.ts'
import { widgetRoutes } from './widget.ts'

/** Everything the product can be asked, by noun. */
export const appRouter = router({
  account: accountRoutes,
  agent: agentRoutes,
  cannedResponse: cannedResponseRoutes,
  demo: demoRoutes,
  group: groupRoutes,
  inbox: inboxRoutes,
  queue: queueRoutes,
  room: { ...roomReading, ...roomWriting, ...roomMoving, ...roomTagging },
  setup: setupRoutes,
  tag: tagRoutes,
  widget: widgetRoutes,
})

export type AppRouter = typeof appRouter
