import { accepts, type Conversation, handsToOrders, says } from './conversation.ts'

/** From a moment to half an hour in line. */
export const waitingConversations: readonly Conversation[] = [
  {
    customer: 'ليلى منصور',
    steps: [
      [31, 'customer', says('مرحبًا، هل يمكن استخدام المصباح الزيتي في الهواء الطلق؟')],
      [30, 'customer', says('الشرفة عندي مفتوحة والريح قوية أحيانًا.')],
      [24, 'customer', says('وهل زجاج الغطاء (Oil lamp) متوفر كقطعة غيار؟')],
    ],
  },
  {
    customer: 'Priya Raman',
    steps: [
      [38, 'customer', says('Hi! My order 20481 says “delivered”, but nothing arrived here.')],
      [37, 'anna', accepts],
      [36, 'anna', says('Hello Priya, I am sorry about that. Let me see what the carrier says.')],
      [33, 'anna', says('They scanned it at 11:42 today. Is there a neighbour who takes parcels?')],
      [29, 'customer', says('I asked all of them. The photo shows a blue door; ours is green.')],
      [
        19,
        'anna',
        handsToOrders('Parcel 20481 went to a blue door. Needs a claim and a new lantern.'),
      ],
      [18.5, 'customer', says('Thank you. I would like a new one rather than my money back.')],
    ],
  },
  {
    customer: 'Maximiliane-Theodora von Hohenstein-Rabenau zu Altenburg und Lichtenfels',
    steps: [
      [7, 'customer', says('Good afternoon. Is the walnut of the desk lamp oiled or varnished?')],
      [6, 'customer', says('And could the arm be ten centimetres longer?')],
    ],
  },
  {
    customer: 'Shopper 4F2A',
    steps: [[2, 'customer', says('does the paper lantern come with a bulb?')]],
  },
]
