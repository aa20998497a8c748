import type { Mutant } from './mutant.ts'
import { acceptRace } from './scenarios/accept-race.ts'
import { capacityRace } from './scenarios/capacity-race.ts'
import { crashWhileSending } from './scenarios/crash-while-sending.ts'
import { lostAnswers } from './scenarios/lost-answers.ts'
import { quietTalk } from './scenarios/quiet-talk.ts'
import { readWatermark } from './scenarios/read-watermark.ts'

/** Of how things are stored. */
export const writingMutants: readonly Mutant[] = [
  {
    name: 'no-key',
    mistake: 'takes every attempt to send for a message of its own',
    scenario: lostAnswers,
    caughtBy: 'duplicated',
    patches: [
      {
        file: 'packages/chat-core/src/message/append-message.ts',
        find: 'const input = { ...send, body: cleanBody(send.body) }',
        replace:
          'const input = { ...send, clientId: crypto.randomUUID(), body: cleanBody(send.body) }',
      },
    ],
  },
  {
    name: 'ack-before-commit',
    mistake: 'says that it has a message before the database has it on disk',
    scenario: crashWhileSending,
    // Readers were told of it. Most times some of it was acknowledged as well, and is `lost`.
    caughtBy: 'foreign',
    patches: [
      {
        file: 'packages/db/src/open-postgres.ts',
        find: "application_name: 'shopbell',",
        replace: "application_name: 'shopbell', synchronous_commit: 'off',",
      },
    ],
  },
  {
    name: 'global-sequence',
    mistake: 'numbers the messages of all rooms by one sequence',
    scenario: quietTalk,
    caughtBy: 'hole',
    patches: [
      {
        file: 'packages/db/src/store/append-message.ts',
        find: 'set last_seq = last_seq + 1,',
        replace: "set last_seq = 1000 + nextval('drizzle.__drizzle_migrations_id_seq'),",
      },
    ],
  },
  {
    name: 'accept-without-guard',
    mistake: 'gives a room to whoever accepts it, whatever became of it meanwhile',
    scenario: acceptRace,
    caughtBy: 'owned',
    patches: [
      {
        file: 'packages/chat-core/src/room/accept-room.ts',
        find: 'if (room.assignee) throw alreadyAssigned(room.assignee)',
        replace: '',
      },
    ],
  },
  {
    name: 'capacity-without-lock',
    mistake: "counts an agent's rooms without keeping others from giving them another one",
    scenario: capacityRace,
    caughtBy: 'over-capacity',
    patches: [
      {
        file: 'packages/db/src/store/change-room.ts',
        find: "if (lookups.ownerId) await lockAgent(context, lookups.ownerId, 'wait')",
        replace: '',
      },
    ],
  },
  {
    name: 'read-as-told',
    mistake: 'writes down how far somebody has read as it is told, not the greatest',
    scenario: readWatermark,
    caughtBy: 'read-back',
    patches: [
      {
        file: 'packages/db/src/store/read-cursors.ts',
        find: ', last_seq) > coalesce((',
        replace: ', last_seq) <> coalesce((',
      },
      {
        file: 'packages/db/src/store/read-cursors.ts',
        find: 'where read_cursors.seq < excluded.seq',
        replace: '',
      },
    ],
  },
]
