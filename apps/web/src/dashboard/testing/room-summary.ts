import type { RoomSummary } from '@shopbell/chat-core'

/** A waiting room as the inbox shows it, with whatever a test wants different. */
export const roomSummary = (different: Partial<RoomSummary> = {}): RoomSummary => ({
  id: 'room-1',
  customer: { id: 'customer-1', name: 'Mara Lindqvist', identified: true },
  group: { id: 'group-1', name: 'Shop' },
  status: 'waiting',
  assignee: null,
  priority: 0,
  waitingSince: '2026-05-20T10:00:00.000Z',
  lastSeq: 2,
  version: 1,
  joinedInto: null,
  updatedAt: '2026-05-20T10:00:00.000Z',
  lastMessage: {
    authorKind: 'customer',
    authorName: 'Mara Lindqvist',
    excerpt: 'Does the lamp come with a bulb?',
    createdAt: '2026-05-20T10:00:00.000Z',
  },
  unreadCount: 1,
  ...different,
})

export const openRoom = (assigneeId: string, different: Partial<RoomSummary> = {}): RoomSummary =>
  roomSummary({
    status: 'open',
    waitingSince: null,
    assignee: { id: assigneeId, name: 'Anna Kovač' },
    ...different,
  })
