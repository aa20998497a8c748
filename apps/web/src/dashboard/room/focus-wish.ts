import { type RefObject, useEffect } from 'react'
import { create } from 'zustand'

/** The room in which a person wants to act next; null once the focus is there. */
const useWish = create<{ readonly roomId: string | null }>(() => ({ roomId: null }))

/** Asks that the place to act in this room gets the focus, as soon as there is one. Only for what a person did. */
export const wishFocus = (roomId: string): void => useWish.setState({ roomId })

interface FocusPlace {
  readonly roomId: string
  /** A room kept behind another cannot have the focus. */
  readonly isInFront: boolean
  /** Whether the focus would bring up a phone's keyboard, over half the room that was just opened. */
  readonly isTextField: boolean
}

/** Takes the focus when it is wished for in this room. */
export function useWishedFocus(ref: RefObject<HTMLElement | null>, place: FocusPlace): void {
  const { roomId, isInFront, isTextField } = place
  const isWished = useWish((wish) => wish.roomId === roomId)
  useEffect(() => {
    if (!isWished || !isInFront) return
    useWish.setState({ roomId: null })
    if (!isTextField || matchMedia('(pointer: fine)').matches) ref.current?.focus()
  }, [isWished, isInFront, isTextField, ref])
}
