import { limits } from '@shopbell/chat-core'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { Composer } from './composer.tsx'

afterEach(cleanup)

interface HostProps {
  draft: string
  onSend: (body: string) => boolean
}

/** Keeps the draft, as every screen does in its own way. */
function Host({ draft, onSend }: HostProps) {
  const [text, setText] = useState(draft)
  return (
    <Composer
      label="Message"
      placeholder="Write a message"
      text={text}
      onTextChange={setText}
      onSend={onSend}
    />
  )
}

function renderComposer(draft = '', take = true) {
  const onSend = vi.fn(() => take)
  render(<Host draft={draft} onSend={onSend} />)
  const field = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' })
  return { onSend, field, send: screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }) }
}

test('Enter sends what is written, without the space around it, and empties the field', () => {
  const { onSend, field } = renderComposer('  Hello\nthere  ')
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(onSend.mock.calls).toEqual([['Hello\nthere']])
  expect(field.value).toBe('')
})

test('Shift+Enter is left to the field, which breaks the line', () => {
  const { onSend, field } = renderComposer('Hello')
  const wasLeftAlone = fireEvent.keyDown(field, { key: 'Enter', shiftKey: true })
  expect(wasLeftAlone).toBe(true)
  expect(onSend).not.toHaveBeenCalled()
})

test.each([
  ['while an input method composes', { isComposing: true }],
  ['that ends a composition in Safari', { keyCode: 229 }],
])('Enter %s does not send', (_when, key) => {
  const { onSend, field } = renderComposer('こんにちは')
  fireEvent.keyDown(field, { key: 'Enter', ...key })
  expect(onSend).not.toHaveBeenCalled()
  expect(field.value).toBe('こんにちは')
})

test('nothing but space cannot be sent', () => {
  const { onSend, field, send } = renderComposer('  \n ')
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(onSend).not.toHaveBeenCalled()
  expect(send.disabled).toBe(true)
})

test('what was not taken stays in the field', () => {
  const { field } = renderComposer('Hello', false)
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(field.value).toBe('Hello')
})

test('near the limit the characters left are counted, beyond it sending waits', () => {
  const { field, send, onSend } = renderComposer('x'.repeat(limits.bodyCounterFromChars - 1))
  expect(screen.queryByRole('status')).toBeNull()
  fireEvent.change(field, { target: { value: 'x'.repeat(limits.bodyMaxChars - 3) } })
  expect(screen.getByRole('status').textContent).toBe('3 left')
  fireEvent.change(field, { target: { value: 'x'.repeat(limits.bodyMaxChars + 2) } })
  expect(screen.getByRole('status').textContent).toBe('2 too many')
  expect(send.disabled).toBe(true)
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(onSend).not.toHaveBeenCalled()
})
