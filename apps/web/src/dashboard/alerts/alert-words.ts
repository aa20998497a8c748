import type { Alert } from './alert-for.ts'

/** What an alert says, in a toast and on the desktop. */
export const alertWords = ({ kind, room }: Alert): { title: string; text: string } => ({
  title: kind === 'waiting' ? `${room.customer.name} is waiting` : room.customer.name,
  text: room.lastMessage?.excerpt ?? '',
})
