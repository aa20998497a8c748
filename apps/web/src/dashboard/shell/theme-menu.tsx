'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '@/ui/icon-button'
import { Menu, MenuChoice } from '@/ui/menu'
import { readTheme, saveTheme, type Theme } from './theme.ts'

const icons = { system: Monitor, light: Sun, dark: Moon }
const names: Record<Theme, string> = {
  system: 'As the system says',
  light: 'Light',
  dark: 'Dark',
}

export function ThemeMenu({ side }: { side: 'inline-end' | 'top' }) {
  const [theme, setTheme] = useState(readTheme)
  const Icon = icons[theme]
  const choose = (next: Theme) => {
    saveTheme(next)
    setTheme(next)
  }
  return (
    <Menu
      side={side}
      align="end"
      trigger={
        <IconButton label="Theme" className="size-10">
          <Icon size={18} aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuChoice label="Theme" value={theme} options={names} onChange={choose} />
    </Menu>
  )
}
