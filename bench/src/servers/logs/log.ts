/** A message as somebody sends it. `clientId` makes a repeated send one message. */
export interface Sent {
  readonly roomId: string
  readonly authorId: string
  readonly clientId: string
  readonly body: string
}

export interface Stored extends Sent {
  /** Place in the room's log: dense from 1. */
  readonly seq: number
  readonly createdAt: string
}

/** What a comparator keeps its messages in. */
export interface Log {
  /** Resolves once the message is as safe as this log makes it. */
  append(message: Sent): Promise<Stored>
  /** What came after `seq`, in order. */
  after(roomId: string, seq: number): Promise<readonly Stored[]>
}
