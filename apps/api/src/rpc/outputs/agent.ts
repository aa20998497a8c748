import type { StaffMember } from '@shopbell/chat-core'
import { z } from 'zod'
import { instant } from './message.ts'

const staffRole = z.enum(['agent', 'manager', 'admin'])

const membershipSchema = z.object({ groupId: z.string(), priority: z.int() })

export const staffMemberSchema: z.ZodType<StaffMember> = z
  .object({
    id: z.string(),
    personId: z.string(),
    name: z.string(),
    avatarUrl: z.string().nullable(),
    role: staffRole,
    availability: z.enum(['online', 'away', 'offline']),
    previewFirst: z.boolean(),
    capacity: z.int().nullable(),
    groupIds: z.array(z.string()),
    memberships: z.array(membershipSchema),
    deletedAt: instant.nullable(),
  })
  .meta({ id: 'Agent' })
