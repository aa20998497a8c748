import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { ShortcutSheet } from './shortcut-sheet.tsx'
import { shortcuts } from './shortcuts.ts'

afterEach(cleanup)

test('the sheet shows every key that works, and each action once', () => {
  render(<ShortcutSheet open onOpenChange={() => undefined} />)
  for (const label of new Set(shortcuts.map((shortcut) => shortcut.label)))
    expect(screen.getAllByText(label)).toHaveLength(1)
  expect(document.querySelectorAll('kbd')).toHaveLength(
    shortcuts.flatMap((shortcut) => shortcut.keys).length,
  )
})
