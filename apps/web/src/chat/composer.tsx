import { limits } from '@shopbell/chat-core'
import clsx from 'clsx'
import { ArrowUp } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react'
import styles from './chat.module.css'
import { isSendKey } from './is-send-key.ts'

export interface ComposerProps {
  /** Names the field for a screen reader. */
  label: string
  placeholder: string
  /** The draft: whoever keeps it decides how long it lives. */
  text: string
  onTextChange: (text: string) => void
  /** Called with the trimmed text, never empty or too long. False means it was not taken and stays. */
  onSend: (body: string) => boolean
  /** `pill` for the narrow panel, `box` with `tools` below the text for a wide screen. */
  shape?: 'pill' | 'box'
  /** `note` colours it as what only the team sees. */
  tone?: 'text' | 'note'
  /** Small actions beside the send button. */
  tools?: ReactNode
  sendLabel?: string
  disabled?: boolean
  inputRef?: RefObject<HTMLTextAreaElement | null>
}

/** Where one writes. Enter sends, Shift+Enter breaks the line, and Enter while an input method composes does neither. */
export function Composer(props: ComposerProps) {
  const { text, onTextChange, onSend, shape = 'pill', tone = 'text', disabled = false } = props
  const ownRef = useRef<HTMLTextAreaElement>(null)
  const inputRef = props.inputRef ?? ownRef
  useGrowing(inputRef, text)
  const body = text.trim()
  const canSend = body !== '' && text.length <= limits.bodyMaxChars && !disabled

  const send = () => {
    if (canSend && onSend(body)) onTextChange('')
    inputRef.current?.focus()
  }

  const handleKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!isSendKey(event.nativeEvent)) return
    event.preventDefault()
    send()
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      className={clsx(
        'border border-line focus-within:border-accent focus-within:ring-3 focus-within:ring-accent-wash',
        tone === 'note' ? 'bg-note' : 'bg-raised',
        shape === 'pill'
          ? 'flex items-end gap-1.5 rounded-[22px] py-1 ps-4 pe-1'
          : 'flex flex-col gap-1 rounded-[14px] px-3 pt-2 pb-2',
      )}
    >
      <textarea
        ref={inputRef}
        rows={1}
        dir="auto"
        aria-label={props.label}
        placeholder={props.placeholder}
        value={text}
        disabled={disabled}
        enterKeyHint="send"
        onChange={(event) => onTextChange(event.target.value)}
        onKeyDown={handleKey}
        className={clsx(
          'max-h-36 min-w-0 flex-1 resize-none bg-transparent py-1.5 text-base leading-6 outline-none placeholder:text-faint',
          styles['growing'],
        )}
      />
      <div className="flex shrink-0 items-center gap-2">
        {props.tools}
        <Counter length={text.length} />
        <button
          type="submit"
          aria-label={props.sendLabel ?? 'Send'}
          disabled={!canSend}
          className={clsx(
            'grid size-9 place-items-center rounded-full bg-accent text-on-accent transition-opacity duration-100 disabled:opacity-40 pointer-coarse:size-10',
            shape === 'box' && 'ms-auto',
          )}
        >
          <ArrowUp size={19} aria-hidden="true" />
        </button>
      </div>
    </form>
  )
}

function Counter({ length }: { length: number }) {
  if (length < limits.bodyCounterFromChars) return null
  const left = limits.bodyMaxChars - length
  return (
    <output className={clsx('text-xs tabular-nums', left < 0 ? 'text-danger' : 'text-faint')}>
      {left < 0 ? `${-left} too many` : `${left} left`}
    </output>
  )
}

/** Grows the field with its text where CSS cannot (`field-sizing`). */
function useGrowing(inputRef: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const input = inputRef.current
    if (!input || globalThis.CSS?.supports?.('field-sizing', 'content')) return
    input.style.height = 'auto'
    if (text) input.style.height = `${input.scrollHeight}px`
  }, [inputRef, text])
}
