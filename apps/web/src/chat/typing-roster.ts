import type { SignalFrame } from '@shopbell/chat-core'

type TypingSignal = Extract<SignalFrame, { type: 'typing.changed' }>
export type TypingAuthor = TypingSignal['author']

export interface TypingRoster {
  /** Takes a signal; it holds for its `ttlMs` by this browser's clock. */
  heard(signal: TypingSignal): void
  /** They said what they were typing. */
  spoke(authorId: string): void
  clear(): void
}

/** Who types right now, other than oneself. Calls `onChange` with the whole list whenever it changes. */
export function createTypingRoster(
  ownId: string,
  onChange: (authors: readonly TypingAuthor[]) => void,
): TypingRoster {
  const typing = new Map<string, { author: TypingAuthor; timer: ReturnType<typeof setTimeout> }>()

  const publish = () => onChange([...typing.values()].map(({ author }) => author))

  const drop = (authorId: string) => {
    const entry = typing.get(authorId)
    if (!entry) return
    clearTimeout(entry.timer)
    typing.delete(authorId)
    publish()
  }

  return {
    heard({ author, ttlMs }) {
      if (author.id === ownId) return
      if (ttlMs <= 0) return drop(author.id)
      const before = typing.get(author.id)
      clearTimeout(before?.timer)
      typing.set(author.id, { author, timer: setTimeout(() => drop(author.id), ttlMs) })
      if (!before) publish()
    },
    spoke: drop,
    clear() {
      for (const authorId of [...typing.keys()]) drop(authorId)
    },
  }
}
