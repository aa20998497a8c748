import {
  accepts,
  type Conversation,
  closes,
  notes,
  rates,
  type Step,
  says,
} from './conversation.ts'

const DAY = 24 * 60
const STARTED = 20 * DAY
const MINUTES_PER_ROOM = 9
const HOTEL_ROOMS = 29

const WALLS = ['oak panels', 'dark green paint', 'white plaster', 'brick', 'blue wallpaper']
const WISHES = [
  'two desk lamps by the bed and a lantern over the table',
  'one lantern, large, and a desk lamp at the window',
  'two lanterns at different heights',
  'a desk lamp and, on the terrace, an oil lamp',
  'two desk lamps; no lantern, the ceiling is low',
]
const ADVICE = [
  'Two metres of cable are enough there if the socket is beside the bed.',
  'Then take three metres of linen cable, so that the lantern can hang off centre.',
  'I would hang them 30 cm apart; more looks accidental.',
  'For the terrace I add a spare chimney.',
  'Low ceilings like light from the side. Good choice.',
]

const pick = (choices: readonly string[], index: number) => choices[index % choices.length] ?? ''

/** One room of the hotel: six messages. */
function roomSteps(index: number): readonly Step[] {
  const number = 101 + index + (index > 14 ? 85 : 0)
  const start = STARTED - 20 - index * MINUTES_PER_ROOM
  const bulbs = 2 + (index % 3)
  return [
    [
      start,
      'customer',
      says(
        `Room ${number}: ${pick(WALLS, index)}, one window to the ${index % 2 ? 'yard' : 'street'}.`,
      ),
    ],
    [start - 1, 'customer', says(`We would like ${pick(WISHES, index)}.`)],
    [start - 3, 'anna', says(pick(ADVICE, index))],
    [start - 4, 'anna', says(`That makes ${bulbs} warm bulbs for room ${number}.`)],
    [start - 6, 'customer', says(index % 4 === 0 ? 'Agreed.' : `Agreed, ${bulbs} bulbs.`)],
    [start - 7, 'anna', says(`Room ${number} is on the list. ${HOTEL_ROOMS - index - 1} to go.`)],
  ]
}

/** A hotel orders room by room: the long history, to scroll in. */
export const hotelOrder: Conversation = {
  customer: 'Greta Holm',
  steps: [
    [
      STARTED,
      'customer',
      says(
        'Good morning! We are fitting out a small hotel and would like your lamps in every room.',
      ),
    ],
    [STARTED - 5, 'anna', accepts],
    [
      STARTED - 6,
      'anna',
      says('Good morning Greta, what a lovely errand. How many rooms are there?'),
    ],
    [STARTED - 9, 'customer', says(`${HOTEL_ROOMS}. Can we go through them one by one?`)],
    [STARTED - 10, 'anna', says('Gladly. I keep the list.')],
    ...Array.from({ length: HOTEL_ROOMS }, (_, index) => roomSteps(index)).flat(),
    [STARTED - 300, 'anna', says('That was the last one. The offer comes by mail this afternoon.')],
    [
      STARTED - 301,
      'anna',
      notes('Offer 1187: ask Maya for the hotel discount before it goes out.'),
    ],
    [STARTED - 305, 'customer', says('You are very patient. Thank you!')],
    [STARTED - 310, 'anna', closes],
    [
      STARTED - 340,
      'customer',
      rates(5, 'Anna went through 29 rooms with me and was right about the lanterns.'),
    ],
  ],
}
