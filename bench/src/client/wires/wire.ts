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
  /** From now on everything is delivered. */
  | { readonly type: 'joined' }
  | { readonly type: 'ack'; readonly number: number; readonly seq: number }
  | { readonly type: 'delivered'; readonly message: Delivered }
  /** The server is to be sent this. */
  | { readonly type: 'answer'; readonly frame: string }
  | { readonly type: 'failed'; readonly reason: string }

/** How one kind of server is reached. */
export interface Wire {
  url(port: number): string
  headers(person: Person): Readonly<Record<string, string>>
  /** Of the WebSocket, where one is asked for. */
  readonly subprotocol?: string
  /** What is spoken on the socket of one person. */
  speak(person: Person): Speaker
}

/** Frames are put together by hand, so that every wire costs the client the same. */
export interface Speaker {
  /** Whether the server says when an open socket may be used. */
  readonly awaitsWelcome: boolean
  /** Sent as soon as the socket is open. */
  readonly greeting: string | null
  /** @param after a seq to resume from; null where the room needs no joining */
  join(roomId: string, after: number | null): string | null
  /** @returns the frames it takes */
  send(message: Outgoing): readonly string[]
  /** What a frame means, in order. */
  hear(frame: string): readonly Heard[]
}

export interface Outgoing {
  /** Counts the messages of a room, from 0. */
  readonly number: number
  readonly roomId: string
  readonly authorId: string
  readonly clientId: string
  readonly body: string
}
