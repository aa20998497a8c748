import { accepts, type Conversation, closes, notes, rates, reads, says } from './conversation.ts'
import { hotelOrder } from './hotel-order.ts'

const DAY = 24 * 60

/** Over: rated well, rated badly, left, and one with a long history. */
export const closedConversations: readonly Conversation[] = [
  hotelOrder,
  {
    customer: 'Shopper 91C0',
    steps: [
      [3 * DAY, 'customer', says('hi, where can i find the size of the oil lamp?')],
      [3 * DAY - 2, 'bo', accepts],
      [3 * DAY - 3, 'bo', says('Hello! It is 31 cm tall and 11 cm across at the foot.')],
      [3 * DAY - 6, 'customer', says('ty')],
      [3 * DAY - 7, 'bo', reads],
      [3 * DAY - 8, 'customer', closes],
    ],
  },
  {
    customer: 'Eero Salmi',
    steps: [
      [2 * DAY, 'customer', says('The chimney of my oil lamp cracked on the first evening.')],
      [2 * DAY - 40, 'bo', accepts],
      [
        2 * DAY - 41,
        'bo',
        says(
          'Hello Eero, sorry for the wait and for the glass. Was the flame higher than the rim of the burner?',
        ),
      ],
      [2 * DAY - 45, 'customer', says('Maybe. Nobody told me it must not be.')],
      [
        2 * DAY - 47,
        'bo',
        says(
          'You are right that the leaflet could say it more clearly. A new chimney goes out today, free of charge.',
        ),
      ],
      [
        2 * DAY - 48,
        'bo',
        notes('Third chimney this month. The leaflet needs a picture of the flame.'),
      ],
      [2 * DAY - 52, 'customer', says('Fine.')],
      [2 * DAY - 60, 'bo', closes],
      [2 * DAY - 75, 'customer', rates(2, 'Forty minutes until somebody answered.')],
    ],
  },
  {
    customer: 'Lucie Marchand',
    steps: [
      [190, 'customer', says('Bonjour! Can the linen cable be cut to 3.40 m?')],
      [187, 'anna', accepts],
      [
        186,
        'anna',
        says(
          'Bonjour Lucie! Yes: write the length into the note at checkout and we cut it for you. It costs €9 a metre.',
        ),
      ],
      [183, 'customer', says('Merci beaucoup, I have just ordered it.')],
      [182, 'anna', says('I see it: 3.40 m in sand. It leaves tomorrow. Have a good evening!')],
      [180, 'anna', closes],
      [176, 'customer', rates(5)],
    ],
  },
]
