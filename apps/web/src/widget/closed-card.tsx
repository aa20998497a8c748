import { limits } from '@shopbell/chat-core'
import { Star } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { toRefusal } from '@/chat/refusal'
import { Button } from '@/ui/button'
import { useWidget } from './widget-store.ts'

const SCORES = [1, 2, 3, 4, 5] as const

interface ClosedCardProps {
  /** The form is gone: the focus needs a new place. */
  onRated: () => void
}

/** After the end: how was it? Asked once for each thread. */
export function ClosedCard({ onRated }: ClosedCardProps) {
  const room = useWidget(({ chatRoom }) => chatRoom)
  if (room?.status !== 'closed' || room.messages.length === 0) return null
  return (
    <div className="mt-4 rounded-row border border-line p-3.5">
      {room.rating === null ? (
        <RatingForm onRated={onRated} />
      ) : (
        <p className="text-[13.5px]">Thank you for telling us. Write again whenever you like.</p>
      )}
    </div>
  )
}

function RatingForm({ onRated }: ClosedCardProps) {
  const rate = useWidget((state) => state.rate)
  const [score, setScore] = useState<number | null>(null)
  const [comment, setComment] = useState('')
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (score === null) return
    setSending(true)
    setProblem(null)
    try {
      await rate(score, comment.trim())
      onRated()
    } catch (error) {
      setProblem(toRefusal(error).message)
    }
    setSending(false)
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-2.5">
      <fieldset>
        <legend className="text-[13.5px]">How was this chat?</legend>
        <div className="-ms-1.5 flex">
          {SCORES.map((value) => (
            <StarChoice
              key={value}
              value={value}
              isLit={score !== null && value <= score}
              isChosen={value === score}
              onChoose={setScore}
            />
          ))}
        </div>
      </fieldset>
      {score !== null && (
        <>
          <textarea
            aria-label="Comment"
            placeholder="Anything you would like to add?"
            rows={2}
            dir="auto"
            maxLength={limits.commentMaxChars}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
            className="resize-none rounded-row border border-line bg-raised px-3 py-2 text-base"
          />
          <Button type="submit" kind="primary" disabled={isSending} className="self-start">
            Send rating
          </Button>
        </>
      )}
      {problem && (
        <p role="alert" className="text-[12.5px] text-danger">
          {problem}
        </p>
      )}
    </form>
  )
}

interface StarChoiceProps {
  value: number
  isLit: boolean
  isChosen: boolean
  onChoose: (value: number) => void
}

function StarChoice({ value, isLit, isChosen, onChoose }: StarChoiceProps) {
  return (
    <label className="relative grid size-9 place-items-center rounded-[10px] text-accent has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:size-10">
      <input
        type="radio"
        name="score"
        value={value}
        checked={isChosen}
        aria-label={`${value} of 5`}
        onChange={() => onChoose(value)}
        className="absolute inset-0 cursor-pointer appearance-none opacity-0"
      />
      <Star size={22} aria-hidden="true" fill={isLit ? 'currentColor' : 'none'} />
    </label>
  )
}
