import type { Person } from '../../people.ts'

export interface Delivered {
  /** Empty where the wire does not tell it. */
  readonly clientId: string
  readonly seq: number
}

/** What a frame from the server means to the load client. */
export type Heard =
  /** The socket may be used now. */
  | { readonly type: 'welcome' }
  /** From now on everything is delivered; with what was missed, if it was asked for. */
  | { readonly type: 'joined'; readonly missed: readonly Delivered[] }
  | { readonly type: 'ack'; readonly number: number; readonly seq: number }
  | { readonly type: 'delivered'; readonly messages: readonly Delivered[] }
  | { readonly type: 'answer'; readonly frame: string }
  | { readonly type: 'failed'; readonly reason: string }
  | null

/** How one kind of server is spoken with. Frames are put together by hand, so that every wire costs the client the same. */
export interface Wire {
  url(port: number): string
  headers(person: Person): Readonly<Record<string, string>>
  /** Whether the server says when an open socket may be used. */
  readonly awaitsWelcome: boolean
  /** Sent as soon as the socket is open. */
  greet(person: Person): readonly string[]
  /** @param after a seq to resume from */
  join(roomId: string, after: number | null): string
  send(message: Outgoing): string
  hear(frame: string): Heard
}

export interface Outgoing {
  /** Counts the messages of a room, from 0. */
  readonly number: number
  readonly roomId: string
  readonly authorId: string
  readonly clientId: string
  readonly body: string
}
