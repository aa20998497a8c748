import {
  accepts,
  type Conversation,
  closes,
  handsTo,
  notes,
  rates,
  reads,
  says,
} from './conversation.ts'

const DAY = 24 * 60

/** With an agent: answered, unread, handed on, and one who has been here before. */
export const openConversations: readonly Conversation[] = [
  {
    customer: { isMara: true },
    steps: [
      [9 * DAY, 'customer', says('Hello, how do I refill the cedar candle?')],
      [9 * DAY - 3, 'bo', accepts],
      [
        9 * DAY - 4,
        'bo',
        says(
          'Hi Mara! Put the glass in warm water for ten minutes, lift the rest out and drop the refill in. The wick is part of it.',
        ),
      ],
      [9 * DAY - 8, 'customer', says('That is easier than I feared. Thanks!')],
      [9 * DAY - 10, 'bo', closes],
      [9 * DAY - 14, 'customer', rates(5, 'Quick and kind.')],
      [52, 'customer', says('Hi again. My walnut desk lamp flickers since this morning.')],
      [52, 'customer', says('It is the one from order 20377.')],
      [49, 'anna', accepts],
      [
        48,
        'anna',
        says(
          'Hello Mara, let us find out why. Does it flicker at every brightness, or only when dimmed?',
        ),
      ],
      [44, 'customer', says('Only when it is dimmed nearly all the way down.')],
      [
        43,
        'anna',
        notes(
          'Same as the two cases from the October batch: driver 2.1. Swap it without asking for the old one.',
        ),
      ],
      [
        41,
        'anna',
        says(
          'Then it is the driver, not the bulb. We know of a batch that does this, and I am sorry you got one of them. I can send you a new driver today: two screws, no soldering.',
        ),
      ],
      [36, 'customer', says('Two screws I can do :)')],
      [
        35,
        'anna',
        says('It will be with you on Tuesday. Shall I leave this open until the light is steady?'),
      ],
      [12, 'customer', says('Yes please. And is the lamp safe to use until then?')],
    ],
  },
  {
    customer: 'Jonas Weber',
    steps: [
      [26, 'customer', says('Hallo, do you ship to Switzerland?')],
      [23, 'anna', accepts],
      [
        23,
        'anna',
        says('Hello Jonas! We do. It takes four days and costs €9; customs are included.'),
      ],
      [21, 'customer', says('Great. And can three lanterns go in one parcel?')],
      [20, 'anna', says('They fold flat, so up to six do.')],
      [4, 'customer', says('Then I take five.')],
      [3, 'customer', says('One more thing: which bulb gives the softest light in them?')],
      [1, 'customer', says('The warm bulb or something stronger?')],
    ],
  },
  {
    customer: 'Tomás Oliveira',
    steps: [
      [95, 'customer', says('I was charged twice for order 20455.')],
      [93, 'anna', accepts],
      [
        92,
        'anna',
        says(
          'Hello Tomás, I see two payments of €89 here as well. My colleague Bo looks after payments and can send one back; I will ask him to join.',
        ),
      ],
      [
        91,
        'anna',
        handsTo('bo', 'Two captures for 20455, three seconds apart. Please refund the second one.'),
      ],
      [
        84,
        'bo',
        says(
          'Hi Tomás, Bo here. The second payment is on its way back to you. Banks take two to five days to show it.',
        ),
      ],
      [
        78,
        'customer',
        says('Perfect, thank you both. I will write if it has not arrived by Friday.'),
      ],
      [77, 'bo', reads],
    ],
  },
  {
    customer: 'Hanna Virtanen',
    steps: [
      [17, 'customer', says('Is there a discount for schools? We need 24 desk lamps.')],
      [15, 'maya', accepts],
      [
        14,
        'maya',
        says(
          'Hello Hanna, there is: 12 % from ten pieces on, and we send spare parts along. Where should the offer go?',
        ),
      ],
      [
        10,
        'customer',
        says(
          'To office@koulu.example. Could you put the linen cables on it as separate lines? The board will ask.',
        ),
      ],
      [9, 'maya', says('Of course. You will have it within the hour.')],
      [
        9,
        'maya',
        notes(
          'Offer for 24 desk lamps and 24 cables, 12 % off, one parcel of spare joints for free.',
        ),
      ],
    ],
  },
]
