import { z } from 'zod'
import { ChatError } from './errors.ts'
import { limits } from './limits.ts'
import { isStorable } from './message/clean-body.ts'
import { type Interval, weekdays } from './schedule/schedule.ts'
import { isTimeZone } from './schedule/time-zone.ts'

/** Ids are compared as text, so one spelling of each is let in. */
export const id = z.uuid('This is not an id.').toLowerCase()
export const clientId = z.uuid('A clientId is a UUID.').toLowerCase()
export const seq = z
  .int('A seq is a whole number.')
  .min(0, 'A seq is never negative.')
  .max(Number.MAX_SAFE_INTEGER, 'No log is that long.')

const text = z
  .string('This is a text.')
  .refine(isStorable, 'This contains characters that cannot be stored.')
  .trim()

/** The text of a message (MS-1). Units are UTF-16, as the composer counts. */
export const body = text
  .min(1, 'Write something first.')
  .max(limits.bodyMaxChars, `A message can have ${limits.bodyMaxChars} characters at most.`)

export const personName = text
  .min(1, 'A name is needed.')
  .max(limits.nameMaxChars, `A name can have ${limits.nameMaxChars} characters at most.`)

const pageOf = (maxRows: number) =>
  z
    .int('A limit is a whole number.')
    .min(1, 'A page has at least one row.')
    .max(maxRows, `A page has ${maxRows} rows at most.`)

export const roomInput = z.strictObject({ roomId: id })

export const messagesInput = z
  .strictObject({
    roomId: id,
    beforeSeq: seq.optional(),
    afterSeq: seq.optional(),
    limit: pageOf(limits.pageMaxMessages).default(limits.snapshotMessages),
  })
  .refine(
    ({ beforeSeq, afterSeq }) => beforeSeq === undefined || afterSeq === undefined,
    'Page in one direction at a time: beforeSeq or afterSeq.',
  )

export const sendInput = z.strictObject({ roomId: id, clientId, body })
export const markReadInput = z.strictObject({ roomId: id, seq })
export const typingInput = z.strictObject({ roomId: id, active: z.boolean('Typing or not?') })

export const rateInput = z.strictObject({
  roomId: id,
  score: z
    .int('A rating is a whole number.')
    .min(1, 'A rating is 1 at least.')
    .max(5, 'A rating is 5 at most.'),
  comment: text
    .max(limits.commentMaxChars, `A comment can have ${limits.commentMaxChars} characters at most.`)
    .optional(),
})

export const assignInput = z.strictObject({ roomId: id, agentId: id })

export const transferInput = z
  .strictObject({
    roomId: id,
    agentId: id.optional(),
    groupId: id.optional(),
    note: z.strictObject({ clientId, body }).optional(),
  })
  .refine(
    ({ agentId, groupId }) => (agentId === undefined) !== (groupId === undefined),
    'Name either an agent or a group.',
  )

export const inboxInput = z.strictObject({
  filter: z.enum(['mine', 'waiting', 'open', 'closed'], 'There is no such list.'),
  cursor: z.string().max(200, 'This is not a cursor.').optional(),
  limit: pageOf(limits.pageMaxRooms).default(limits.pageMaxRooms),
})

export const eventsInput = z.strictObject({
  roomId: id,
  lastEventId: z.string().max(100, 'This is not an event id.').nullish(),
})

export const agentUpdateInput = z.strictObject({
  availability: z.enum(['online', 'away', 'offline'], 'There is no such availability.').optional(),
  previewFirst: z.boolean('Preview first or not?').optional(),
})

const interval = z
  .strictObject({
    fromMinute: z
      .int('Hours are given in whole minutes.')
      .min(0, 'Hours begin at midnight at the earliest.')
      .max(1_439, 'Hours begin before the next midnight.'),
    toMinute: z.int('Hours are given in whole minutes.'),
  })
  .refine(({ fromMinute, toMinute }) => toMinute > fromMinute, 'Hours end after they begin.')
  .refine(({ fromMinute, toMinute }) => toMinute <= fromMinute + 1_440, 'Hours last a day at most.')

const inOrder = (hours: readonly Interval[]): boolean =>
  hours.every(({ fromMinute }, index) => fromMinute >= (hours[index - 1]?.toMinute ?? 0))

const hoursOfDate = z
  .array(interval)
  .max(limits.dayMaxIntervals, `A day can have ${limits.dayMaxIntervals} intervals at most.`)
  .refine(inOrder, 'Hours go by time and do not overlap.')

const holiday = z.strictObject({
  date: z.iso.date('This is not a date.'),
  name: personName,
  hours: hoursOfDate,
})

/** Business hours (SC-5): what `@shopbell/chat-core/schedule` takes as a `Schedule`. */
export const scheduleInput = z.strictObject({
  timeZone: z.string('A time zone is needed.').refine(isTimeZone, 'There is no such time zone.'),
  hours: z.record(z.enum(weekdays), hoursOfDate).nullable(),
  holidays: z
    .array(holiday)
    .max(
      limits.scheduleMaxHolidays,
      `A schedule can have ${limits.scheduleMaxHolidays} holidays at most.`,
    )
    .refine(
      (holidays) => new Set(holidays.map(({ date }) => date)).size === holidays.length,
      'A date can be a holiday once.',
    ),
})
const named = (what: string, maxChars: number) =>
  text
    .min(1, `A ${what} is needed.`)
    .max(maxChars, `A ${what} can have ${maxChars} characters at most.`)

/** Of lists of what can be deleted. */
export const listInput = z
  .strictObject({ withDeleted: z.boolean('With those that were deleted or not?').optional() })
  .optional()

const memberPriority = z
  .int('A priority is a whole number.')
  .min(0, 'A priority is 0 at least.')
  .max(limits.memberPriorityMax, `A priority is ${limits.memberPriorityMax} at most.`)

const noTwice = (ids: readonly string[]) => new Set(ids).size === ids.length

const staffRole = z.enum(['agent', 'manager', 'admin'], 'There is no such role.')

const memberships = z
  .array(z.strictObject({ groupId: id, priority: memberPriority.default(1) }))
  .max(limits.groupsMax, `${limits.groupsMax} groups at most.`)
  .refine((all) => noTwice(all.map(({ groupId }) => groupId)), 'Nobody is in a group twice.')

export const agentInput = z.strictObject({ agentId: id })

export const agentChangeInput = z.strictObject({
  agentId: id,
  name: personName.optional(),
  avatarUrl: z
    .url({ protocol: /^https$/, error: 'A picture has an https address.' })
    .max(limits.avatarUrlMaxChars, `An address has ${limits.avatarUrlMaxChars} characters at most.`)
    .nullable()
    .optional(),
  role: staffRole.optional(),
  capacity: z
    .int('A capacity is a whole number.')
    .min(1, 'A capacity is 1 at least.')
    .max(limits.agentCapacityMax, `A capacity is ${limits.agentCapacityMax} at most.`)
    .nullable()
    .optional(),
  memberships: memberships.optional(),
})

/** What becomes of the agent's rooms: back into the line, or to another agent. */
export const agentLeaveInput = z.strictObject({
  agentId: id,
  rooms: z.union([z.literal('requeue'), id], 'Say `requeue`, or which agent gets the rooms.'),
})

const groupFields = {
  name: named('name', limits.groupMaxChars),
  strategy: z.enum(
    ['round_robin', 'least_loaded', 'sticky', 'manual'],
    'There is no such strategy.',
  ),
  members: z
    .array(z.strictObject({ agentId: id, priority: memberPriority.default(1) }))
    .max(limits.groupMembersMax, `A group has ${limits.groupMembersMax} members at most.`)
    .refine(
      (members) => noTwice(members.map(({ agentId }) => agentId)),
      'Nobody is a member twice.',
    ),
}

export const groupInput = z.strictObject({ groupId: id })
export const newGroupInput = z.strictObject({
  ...groupFields,
  strategy: groupFields.strategy.default('manual'),
  members: groupFields.members.optional(),
})
export const groupChangeInput = z
  .strictObject({ ...groupFields, isDefault: z.literal(true, 'Make another group the default.') })
  .partial()
  .extend({ groupId: id })

const tagName = named('tag', limits.tagMaxChars)

export const tagInput = z.strictObject({ tagId: id })
export const newTagInput = z.strictObject({ name: tagName })
export const tagChangeInput = z.strictObject({ tagId: id, name: tagName.optional() })
export const roomTagInput = z.strictObject({ roomId: id, tagId: id })

const cannedResponseFields = {
  shortcut: named('shortcut', limits.shortcutMaxChars).regex(
    /^[\p{L}\p{N}_-]+$/u,
    'A shortcut has letters, digits, - and _ only.',
  ),
  body,
  groupId: id.nullable(),
}

export const cannedResponseInput = z.strictObject({ cannedResponseId: id })
export const newCannedResponseInput = z.strictObject({
  ...cannedResponseFields,
  groupId: cannedResponseFields.groupId.default(null),
})
export const cannedResponseChangeInput = z
  .strictObject(cannedResponseFields)
  .partial()
  .extend({ cannedResponseId: id })

/** The refusal that an input's first fault stands for; `details.field` is the path of the fault. */
export function toInputError(error: z.ZodError): ChatError {
  const issue = error.issues[0]
  const field = issue?.path.join('.') ?? ''
  const message = issue?.message ?? 'The input is not valid.'
  const isBody = issue?.path.at(-1) === 'body'
  if (isBody && issue?.code === 'too_small')
    return new ChatError('message_empty', message, { field })
  if (isBody && issue?.code === 'too_big')
    return new ChatError('message_too_long', message, { field, maxChars: limits.bodyMaxChars })
  return new ChatError('input_invalid', message, { field })
}
