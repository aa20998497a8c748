import type { Notice } from '@shopbell/chat-core'
import { noticeSchema } from './notice-schema.ts'

/** Changes when an older node could misunderstand a newer one. */
const FORMAT = 1
/** Of one notice. A longer one goes without its messages: whoever hears it reads them from the store. */
const NOTICE_MAX_CHARS = 64 * 1_024
/** Of one frame on its way out. */
export const frameMaxChars = 256 * 1_024
/** Of one frame on its way in; more is no frame of ours. */
const FRAME_IN_MAX_CHARS = 2 * frameMaxChars

export interface Frame {
  readonly notices: readonly Notice[]
  /** How many others it had that this node does not understand. */
  readonly refused: number
}

/** The notice as it travels. */
export function writeNotice(notice: Notice): string {
  const json = JSON.stringify(notice)
  if (json.length <= NOTICE_MAX_CHARS || notice.type !== 'room.changed') return json
  return JSON.stringify({ ...notice, messages: [] } satisfies Notice)
}

/** What the frames of one node begin with, so that it knows its own without reading them. */
export const framePrefix = (nodeId: string): string => `${FORMAT} ${nodeId} `

export const writeFrame = (nodeId: string, notices: readonly string[]): string =>
  `${framePrefix(nodeId)}[${notices.join()}]`

/** Reads another node's frame. Null when it is none, or of another format. */
export function readFrame(text: string): Frame | null {
  if (text.length > FRAME_IN_MAX_CHARS) return null
  const [, json] = text.match(FRAME) ?? []
  const items = json === undefined ? null : parseList(json)
  if (!items) return null
  const notices = items.flatMap((item) => noticeSchema.safeParse(item).data ?? [])
  return { notices, refused: items.length - notices.length }
}

const FRAME = new RegExp(`^${FORMAT} [\\w-]+ (\\[.*\\])$`, 's')

function parseList(json: string): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(json)
    return Array.isArray(value) ? value : null
  } catch {
    return null
  }
}
