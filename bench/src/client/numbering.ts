const HEX = 16
const ROOM_DIGITS = 8
const NUMBER_DIGITS = 12

/** Keys are UUIDs that say whose they are: the room's index in front, the message's number behind. */
export const clientIdOf = (room: number, message: number): string =>
  `${room.toString(HEX).padStart(ROOM_DIGITS, '0')}-0000-4000-8000-${message.toString(HEX).padStart(NUMBER_DIGITS, '0')}`

export const numberOf = (clientId: string): number =>
  Number.parseInt(clientId.slice(-NUMBER_DIGITS), HEX)
