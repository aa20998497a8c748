import { useEffect, useEffectEvent } from 'react'
import { usePreferences } from '../shell/preferences-store.ts'
import { type ShortcutAction, shortcutFor } from './shortcuts.ts'

export type ShortcutHandlers = Readonly<Partial<Record<ShortcutAction, () => void>>>

/** Acts on the keys of the given actions while the component is shown and shortcuts are not switched off. */
export function useShortcuts(handlers: ShortcutHandlers): void {
  const areOn = usePreferences((preferences) => preferences.shortcuts)
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const action = shortcutFor(event)
    // Escape is no letter that speech could type by accident, so it works either way.
    if (!action || !(areOn || action === 'leave')) return
    const handler = handlers[action]
    if (!handler) return
    event.preventDefault()
    handler()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
}
