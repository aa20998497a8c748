import { EllipsisVertical } from 'lucide-react'
import { type FocusEvent, type KeyboardEvent, useState } from 'react'
import { useWidget } from './widget-store.ts'

/** Holds what is rarely wanted and never by accident. */
export function EndChatMenu({ onEnded }: { onEnded: () => void }) {
  const [isOpen, setOpen] = useState(false)
  const { chatRoom, endChat } = useWidget()
  const [hasFailed, setFailed] = useState(false)
  if (!chatRoom || chatRoom.status === 'closed') return null

  const end = async () => {
    try {
      await endChat()
      setOpen(false)
      onEnded()
    } catch {
      setFailed(true)
    }
  }
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return
    event.stopPropagation()
    setOpen(false)
  }
  const closeWhenLeft = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) setOpen(false)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears what happens to the buttons inside
    <div className="relative" onKeyDown={closeOnEscape} onBlur={closeWhenLeft}>
      <button
        type="button"
        aria-label="More"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="grid size-9 place-items-center rounded-[10px] text-soft hover:bg-theirs hover:text-ink pointer-coarse:size-10"
      >
        <EllipsisVertical size={19} aria-hidden="true" />
      </button>
      {isOpen && (
        <div className="absolute end-0 top-full z-10 mt-1 min-w-36 rounded-row border border-line bg-raised p-1 shadow-panel">
          <button
            type="button"
            onClick={() => void end()}
            className="min-h-9 w-full rounded-lg px-3 text-start text-[13.5px] hover:bg-theirs pointer-coarse:min-h-10"
          >
            End chat
          </button>
          {hasFailed && (
            <p role="alert" className="px-3 py-1 text-danger text-xs">
              It could not be ended. Please try again.
            </p>
          )}
        </div>
      )}
    </div>
  )
}
