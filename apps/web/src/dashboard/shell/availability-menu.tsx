'use client'

import type { Agent, Availability } from '@shopbell/chat-core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import clsx from 'clsx'
import { Menu, MenuChoice } from '@/ui/menu'
import { showToast } from '@/ui/toast'
import { meKey, useMe, useSupport } from '../support-context.tsx'

export const availabilityNames: Record<Availability, string> = {
  online: 'Online',
  away: 'Away',
  offline: 'Offline',
}

const pill: Record<Availability, string> = {
  online: 'bg-open text-open-ink',
  away: 'bg-waiting text-waiting-ink',
  offline: 'bg-closed text-closed-ink',
}

/** Saves one's own settings at the API; the screen follows the answer. */
export function useUpdateMe() {
  const { api } = useSupport()
  const client = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: (patch: Partial<Pick<Agent, 'availability' | 'previewFirst'>>) =>
      api.trpc.agent.updateMe.mutate(patch),
    onSuccess: (agent) => client.setQueryData(meKey, agent),
    onError: () =>
      showToast({
        id: 'not-saved',
        title: 'This was not saved',
        description: 'The chat service did not answer. Try again in a moment.',
      }),
  })
  return mutate
}

/** Whether the agent takes chats, for a menu. */
export function AvailabilityChoice() {
  const me = useMe()
  const update = useUpdateMe()
  return (
    <MenuChoice
      label="Taking chats"
      value={me.availability}
      options={availabilityNames}
      onChange={(availability) => update({ availability })}
    />
  )
}

/** The agent's availability, in words and colour, and the way to change it. */
export function AvailabilityMenu() {
  const { availability } = useMe()
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          className="flex min-h-7 items-center rounded-full pointer-coarse:min-h-10"
        >
          <span
            className={clsx(
              'flex min-h-7 items-center gap-1.5 rounded-full px-2.5 font-medium text-xs',
              pill[availability],
            )}
          >
            <span aria-hidden="true" className="size-2 rounded-full bg-current" />
            {availabilityNames[availability]}
          </span>
        </button>
      }
    >
      <AvailabilityChoice />
    </Menu>
  )
}
