/** Every number both ends must agree on. Units are in the names. */
export const limits = {
  bodyMaxChars: 4_000,
  bodyCounterFromChars: 3_600,
  nameMaxChars: 80,
  commentMaxChars: 1_000,
  /** How many rooms a new agent may own at once. */
  agentCapacityDefault: 3,
  agentCapacityMax: 1_000,
  avatarUrlMaxChars: 500,
  groupMaxChars: 60,
  /** Of members of a group; 0 goes first. */
  memberPriorityMax: 9,
  groupMembersMax: 500,
  /** Of an agent. */
  groupsMax: 100,
  tagMaxChars: 40,
  shortcutMaxChars: 40,
  excerptMaxChars: 140,
  snapshotMessages: 50,
  pageMaxMessages: 100,
  pageMaxRooms: 50,
  /** A reader further behind than this gets a fresh snapshot instead of a replay. */
  resumeMaxEvents: 500,
  typingTtlMs: 6_000,
  typingEveryMs: 3_000,
  /** A customer's token that lay unused for this long is worth nothing any more. */
  customerTokenIdleMs: 30 * 24 * 60 * 60 * 1_000,
  dayMaxIntervals: 8,
  scheduleMaxHolidays: 100,
  /** How far ahead the next opening or closing is looked for: a year, and a month more. */
  scheduleHorizonDays: 400,
  slotMinMinutes: 5,
} as const
