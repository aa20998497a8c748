export type ShortcutAction =
  | 'next-room'
  | 'previous-room'
  | 'open-room'
  | 'show-mine'
  | 'show-waiting'
  | 'show-open'
  | 'show-closed'
  | 'reply'
  | 'note'
  | 'take-or-transfer'
  | 'close'
  | 'reopen'
  | 'customer'
  | 'shortcuts'
  | 'leave'

export interface Shortcut {
  readonly action: ShortcutAction
  /** As `KeyboardEvent.key` says them, letters in lower case. */
  readonly keys: readonly string[]
  readonly label: string
  readonly group: 'Inbox' | 'Room' | 'Anywhere'
  /** `list`: only while a row of the inbox has the focus, so that arrows still scroll elsewhere. */
  readonly within?: 'list'
  /** Works while typing too. */
  readonly evenTyping?: true
}

/** Every key of the dashboard: the handler and the sheet both read this table. */
export const shortcuts: readonly Shortcut[] = [
  { action: 'next-room', keys: ['j'], label: 'Next room', group: 'Inbox' },
  { action: 'next-room', keys: ['ArrowDown'], label: 'Next room', group: 'Inbox', within: 'list' },
  { action: 'previous-room', keys: ['k'], label: 'Previous room', group: 'Inbox' },
  {
    action: 'previous-room',
    keys: ['ArrowUp'],
    label: 'Previous room',
    group: 'Inbox',
    within: 'list',
  },
  { action: 'open-room', keys: ['Enter'], label: 'Open the room', group: 'Inbox', within: 'list' },
  { action: 'show-mine', keys: ['1'], label: 'Mine', group: 'Inbox' },
  { action: 'show-waiting', keys: ['2'], label: 'Waiting', group: 'Inbox' },
  { action: 'show-open', keys: ['3'], label: 'All open', group: 'Inbox' },
  { action: 'show-closed', keys: ['4'], label: 'Closed', group: 'Inbox' },
  { action: 'reply', keys: ['r'], label: 'Reply', group: 'Room' },
  { action: 'note', keys: ['n'], label: 'Write a note', group: 'Room' },
  { action: 'take-or-transfer', keys: ['t'], label: 'Take, or transfer', group: 'Room' },
  { action: 'close', keys: ['e'], label: 'Close', group: 'Room' },
  { action: 'reopen', keys: ['o'], label: 'Reopen', group: 'Room' },
  { action: 'customer', keys: ['i'], label: 'About the customer', group: 'Room' },
  { action: 'shortcuts', keys: ['?'], label: 'This list', group: 'Anywhere' },
  {
    action: 'leave',
    keys: ['Escape'],
    label: 'Leave the text, go back to the list',
    group: 'Anywhere',
    evenTyping: true,
  },
]

type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'defaultPrevented' | 'target'
>

const TYPING = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])'
const POPUP = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'

/** Marks the element whose rows take the arrows. */
export const shortcutListAttribute = 'data-shortcut-list'

/**
 * What a key press asks for, or null: with Ctrl, Alt or Meta it is the browser's, inside a popup it is the popup's,
 * while typing it is text.
 */
export function shortcutFor(event: KeyPress): ShortcutAction | null {
  if (event.defaultPrevented || event.isComposing) return null
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  const target = event.target instanceof Element ? event.target : null
  if (target?.closest(POPUP)) return null
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const isTyping = target?.closest(TYPING) != null
  const isInList = target?.closest(`[${shortcutListAttribute}]`) != null
  const match = shortcuts.find(
    (shortcut) =>
      shortcut.keys.includes(key) &&
      (!isTyping || shortcut.evenTyping) &&
      (shortcut.within !== 'list' || isInList),
  )
  return match?.action ?? null
}
