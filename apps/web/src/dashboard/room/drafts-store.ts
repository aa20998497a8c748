import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'

export type ComposerMode = 'reply' | 'note'

export interface Draft {
  readonly mode: ComposerMode
  readonly reply: string
  readonly note: string
}

const EMPTY: Draft = { mode: 'reply', reply: '', note: '' }

interface Drafts {
  readonly byRoom: Readonly<Record<string, Draft>>
}

/** What was typed and not sent, per room and mode: survives a switch of rooms and a reload, ends with the tab. */
export const useDrafts = create<Drafts>()(
  persist((): Drafts => ({ byRoom: {} }), {
    name: 'shopbell-drafts',
    storage: createJSONStorage(() => sessionStorage),
  }),
)

export const draftOf = (drafts: Drafts, roomId: string): Draft => drafts.byRoom[roomId] ?? EMPTY

/** Keeps what is typed in one mode of a room; an empty draft is forgotten. */
export function setDraftText(roomId: string, mode: ComposerMode, text: string): void {
  change(roomId, (draft) => ({ ...draft, [mode]: text }))
}

export function setDraftMode(roomId: string, mode: ComposerMode): void {
  change(roomId, (draft) => ({ ...draft, mode }))
}

function change(roomId: string, edit: (draft: Draft) => Draft): void {
  useDrafts.setState((drafts) => {
    const { [roomId]: _, ...others } = drafts.byRoom
    const next = edit(draftOf(drafts, roomId))
    const isEmpty = next.mode === EMPTY.mode && !next.reply && !next.note
    return { byRoom: isEmpty ? others : { ...others, [roomId]: next } }
  })
}
