import type { Party } from '@shopbell/chat-core'
import { Avatar } from '@/ui/avatar'

interface TransferOptionProps {
  party: Party
  /** A quiet word at the end of the line. */
  detail?: string
  onChoose: () => void
}

/** One of the places a room can go to. */
export function TransferOption({ party, detail, onChoose }: TransferOptionProps) {
  return (
    <label className="flex min-h-10 items-center gap-2.5 rounded-lg px-2 has-checked:bg-accent-wash hover:bg-theirs has-focus-visible:outline-2 has-focus-visible:outline-accent">
      <input type="radio" name="target" className="sr-only" onChange={onChoose} />
      <Avatar id={party.id} name={party.name} size="sm" />
      <bdi className="min-w-0 flex-1 truncate">{party.name}</bdi>
      <span className="text-faint text-xs">{detail}</span>
    </label>
  )
}
