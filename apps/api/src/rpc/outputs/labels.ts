import type { CannedResponse, Tag } from '@shopbell/chat-core'
import { z } from 'zod'
import { instant, partySchema } from './message.ts'

export const tagSchema: z.ZodType<Tag> = z
  .object({ id: z.string(), name: z.string(), deletedAt: instant.nullable() })
  .meta({ id: 'Tag' })

export const roomTagsSchema: z.ZodType<{ tags: readonly Tag[] }> = z.object({
  tags: z.array(tagSchema),
})

export const cannedResponseSchema: z.ZodType<CannedResponse> = z
  .object({
    id: z.string(),
    shortcut: z.string(),
    body: z.string(),
    group: partySchema.nullable(),
    deletedAt: instant.nullable(),
  })
  .meta({ id: 'CannedResponse' })
