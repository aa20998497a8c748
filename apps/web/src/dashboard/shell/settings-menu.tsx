'use client'

import { Keyboard, Settings } from 'lucide-react'
import { IconButton } from '@/ui/icon-button'
import { Menu, MenuItem, MenuSeparator, MenuSwitch } from '@/ui/menu'
import { showToast } from '@/ui/toast'
import { askForNotifications, notificationPermission } from '../alerts/desktop-notification.ts'
import { useMe } from '../support-context.tsx'
import { useUpdateMe } from './availability-menu.tsx'
import { usePreferences } from './preferences-store.ts'

interface SettingsMenuProps {
  side: 'inline-end' | 'top'
  onShowShortcuts: () => void
}

/** How chats reach this agent. The browser is asked for notifications only from here, by a press. */
export function SettingsMenu({ side, onShowShortcuts }: SettingsMenuProps) {
  const me = useMe()
  const update = useUpdateMe()
  const { sound, notifications, shortcuts } = usePreferences()
  return (
    <Menu
      side={side}
      align="end"
      trigger={
        <IconButton label="Settings" className="size-10">
          <Settings size={18} aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuSwitch
        checked={me.previewFirst}
        onCheckedChange={(previewFirst) => update({ previewFirst })}
      >
        Look before taking a chat
      </MenuSwitch>
      <MenuSwitch
        checked={sound}
        onCheckedChange={(next) => usePreferences.setState({ sound: next })}
      >
        Sound
      </MenuSwitch>
      <MenuSwitch
        checked={notifications && notificationPermission() === 'granted'}
        onCheckedChange={(next) => void setNotifications(next)}
      >
        Desktop notifications
      </MenuSwitch>
      <MenuSeparator />
      <MenuSwitch
        checked={shortcuts}
        onCheckedChange={(next) => usePreferences.setState({ shortcuts: next })}
      >
        Single-key shortcuts
      </MenuSwitch>
      <MenuItem onClick={onShowShortcuts}>
        <Keyboard size={16} aria-hidden="true" />
        All shortcuts
      </MenuItem>
    </Menu>
  )
}

async function setNotifications(isWanted: boolean): Promise<void> {
  const isGranted = isWanted && (await askForNotifications())
  usePreferences.setState({ notifications: isGranted })
  if (isWanted && !isGranted)
    showToast({
      title: 'The browser blocks notifications',
      description: 'Allow them for this page in the browser’s site settings, then try again.',
    })
}
