// @vitest-environment node
import { expect, test } from 'vitest'
import { type Block, groupMessages, type MessageGroup } from './group-messages.ts'
import {
  anna,
  asAnna,
  asMara,
  at,
  bo,
  mara,
  note,
  outgoing,
  system,
  text,
} from './testing/messages.ts'

const groupsOf = (blocks: readonly Block[]) =>
  blocks.filter((block): block is MessageGroup => block.type === 'group')

const shape = (blocks: readonly Block[]) =>
  blocks.map((block) => (block.type === 'group' ? block.bubbles.length : block.type))

test('what one person writes in one go is one group', () => {
  const blocks = groupMessages([text(1, mara), text(2, mara), text(3, anna)], [], asMara)
  expect(shape(blocks)).toEqual(['day', 2, 1])
})

test('five minutes of silence start a new group, a new day starts with its name', () => {
  const blocks = groupMessages(
    [
      text(1, mara, { createdAt: at(0) }),
      text(2, mara, { createdAt: at(4) }),
      text(3, mara, { createdAt: at(9) }),
      text(4, mara, { createdAt: at(9, 15) }),
    ],
    [],
    asMara,
  )
  expect(shape(blocks)).toEqual(['day', 2, 1, 'day', 1])
})

test('what waits since yesterday comes last and takes nobody back to yesterday', () => {
  const waiting = outgoing('a', { createdAtMs: new Date(at(0, 14)).getTime() })
  expect(
    shape(groupMessages([text(1, anna, { createdAt: at(0, 15) })], [waiting], asMara)),
  ).toEqual(['day', 1, 1])
})

test('system lines and notes stand apart', () => {
  const opened = system(2, { type: 'room.opened' })
  const blocks = groupMessages([text(1, anna), opened, text(3, anna), note(4, anna)], [], asAnna)
  expect(shape(blocks)).toEqual(['day', 1, 'system', 1, 1])
  expect(groupsOf(blocks).map(({ kind }) => kind)).toEqual(['text', 'text', 'note'])
})

test('a customer’s side is their own, also what they wrote before they signed in', () => {
  const blocks = groupMessages(
    [text(1, { ...mara, id: 'anonymous' }), text(2, mara), text(3, anna)],
    [],
    asMara,
  )
  expect(groupsOf(blocks).map(({ side, isMine }) => [side, isMine])).toEqual([
    ['end', true],
    ['start', false],
  ])
})

test('an agent’s side is the shop’s, and a colleague is not oneself', () => {
  const blocks = groupMessages([text(1, mara), text(2, bo), text(3, anna)], [], asAnna)
  expect(groupsOf(blocks).map(({ side, isMine }) => [side, isMine])).toEqual([
    ['start', false],
    ['end', false],
    ['end', true],
  ])
})

test('a message on its way out joins the group it will be in, under the key it will keep', () => {
  const before = groupMessages([text(1, mara)], [outgoing('client-2')], asMara)
  expect(shape(before)).toEqual(['day', 2])
  const after = groupMessages([text(1, mara), text(2, mara, { createdAt: at(1) })], [], asMara)
  expect(groupsOf(after)[0]?.key).toBe(groupsOf(before)[0]?.key)
  expect(groupsOf(after)[0]?.bubbles.map(({ key }) => key)).toEqual(
    groupsOf(before)[0]?.bubbles.map(({ key }) => key),
  )
})
