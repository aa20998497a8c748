import type { Group, GroupDetails } from '@shopbell/chat-core'
import { z } from 'zod'
import { instant } from './message.ts'

const groupShape = {
  id: z.string(),
  name: z.string(),
  strategy: z.enum(['round_robin', 'least_loaded', 'sticky', 'manual']),
  isDefault: z.boolean(),
  deletedAt: instant.nullable(),
}

export const groupSchema: z.ZodType<Group> = z.object(groupShape).meta({ id: 'Group' })

export const groupDetailsSchema: z.ZodType<GroupDetails> = z
  .object({
    ...groupShape,
    members: z.array(z.object({ agentId: z.string(), priority: z.int() })),
  })
  .meta({ id: 'GroupDetails' })
