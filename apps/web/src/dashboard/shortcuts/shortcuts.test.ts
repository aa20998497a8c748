import { afterEach, expect, test } from 'vitest'
import { type ShortcutAction, shortcutFor, shortcuts } from './shortcuts.ts'

const press = (key: string, target: EventTarget = document.body, more: KeyboardEventInit = {}) => {
  let action: ShortcutAction | null = null
  const read = (event: KeyboardEvent) => {
    action = shortcutFor(event)
  }
  document.addEventListener('keydown', read, { once: true })
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
  )
  return action
}

const place = (html: string): Element => {
  document.body.innerHTML = html
  const inner = document.querySelector('#here')
  if (!inner) throw new Error('no #here in the test page')
  return inner
}

afterEach(() => {
  document.body.innerHTML = ''
})

test('every key outside the list stands for one action only', () => {
  const keys = shortcuts.flatMap((shortcut) => shortcut.keys)
  expect(new Set(keys).size).toBe(keys.length)
})

test('each shortcut answers its own keys where it is valid', () => {
  const row = place('<ul data-shortcut-list><li><a id="here" href="#room">row</a></li></ul>')
  for (const shortcut of shortcuts)
    for (const key of shortcut.keys) expect(press(key, row)).toBe(shortcut.action)
})

test('a capital letter is the same key', () => {
  expect(press('R')).toBe('reply')
})

test('while typing, letters are text and only Escape leaves', () => {
  const field = place('<textarea id="here"></textarea>')
  expect(press('e', field)).toBeNull()
  expect(press('?', field)).toBeNull()
  expect(press('Escape', field)).toBe('leave')
})

test('arrows and Enter belong to the page unless a row has the focus', () => {
  const button = place('<button id="here">Close</button>')
  expect(press('ArrowDown', button)).toBeNull()
  expect(press('Enter', button)).toBeNull()
})

test('a key with Ctrl, Meta or Alt stays the browser’s', () => {
  expect(press('r', document.body, { ctrlKey: true })).toBeNull()
  expect(press('n', document.body, { metaKey: true })).toBeNull()
  expect(press('1', document.body, { altKey: true })).toBeNull()
})

test('an open dialog or menu keeps its keys, Escape among them', () => {
  const inside = place('<div role="dialog"><button id="here">Transfer</button></div>')
  expect(press('e', inside)).toBeNull()
  expect(press('Escape', inside)).toBeNull()
})

test('Escape that ends an input method’s composition leaves nothing', () => {
  const field = place('<textarea id="here"></textarea>')
  expect(press('Escape', field, { isComposing: true })).toBeNull()
})
