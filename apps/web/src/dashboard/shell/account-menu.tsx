'use client'

import type { Availability } from '@shopbell/chat-core'
import clsx from 'clsx'
import { LogOut } from 'lucide-react'
import { signOut } from '@/shop/auth-client'
import { Avatar } from '@/ui/avatar'
import { Menu, MenuItem, MenuSeparator } from '@/ui/menu'
import { showToast } from '@/ui/toast'
import { forgetAlerts } from '../alerts/claim-alert.ts'
import { useDrafts } from '../room/drafts-store.ts'
import { useMe, useSupport } from '../support-context.tsx'
import { AvailabilityChoice, availabilityNames } from './availability-menu.tsx'
import { tellOtherTabs } from './sign-out-elsewhere.ts'

const dot: Record<Availability, string> = {
  online: 'bg-open-ink',
  away: 'bg-waiting-ink',
  offline: 'bg-closed-ink',
}

/** Who is signed in at this screen, whether they take chats, and the way out. */
export function AccountMenu({ side }: { side: 'inline-end' | 'top' }) {
  const { staff } = useSupport()
  const me = useMe()
  const leave = useSignOut()
  return (
    <Menu
      side={side}
      align="end"
      trigger={
        <button
          type="button"
          aria-label={`${me.name}, ${availabilityNames[me.availability]}`}
          className="relative grid size-10 place-items-center rounded-full"
        >
          <Avatar id={me.id} name={me.name} size="sm" />
          <span
            aria-hidden="true"
            className={clsx(
              'absolute end-1 bottom-1 size-3 rounded-full border-2 border-bg',
              dot[me.availability],
            )}
          />
        </button>
      }
    >
      <div className="px-2.5 py-1.5 text-[13px]">
        <p className="truncate font-semibold">
          <bdi>{me.name}</bdi>
        </p>
        <p className="truncate text-faint">{staff.person.email}</p>
      </div>
      <MenuSeparator />
      <AvailabilityChoice />
      <MenuSeparator />
      <MenuItem onClick={() => void leave()}>
        <LogOut size={16} aria-hidden="true" />
        Sign out
      </MenuItem>
    </Menu>
  )
}

/** Ends the session and leaves nothing of it on this browser. */
function useSignOut(): () => Promise<void> {
  const { api, outbox } = useSupport()
  return async () => {
    const outcome = await signOut()
    if (!outcome.ok) {
      showToast({ title: 'You are still signed in', description: outcome.message })
      return
    }
    outbox.clear()
    useDrafts.setState({ byRoom: {} })
    forgetAlerts()
    tellOtherTabs()
    api.close()
    location.assign('/sign-in')
  }
}
