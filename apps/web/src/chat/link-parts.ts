import { LinkifyIt } from 'linkify-it'

export interface LinkPart {
  readonly text: string
  /** Where it leads; null for plain text. */
  readonly href: string | null
  /** The true host of a name written in another script, which may only look like a known one. */
  readonly asciiHost: string | null
}

const ALLOWED_PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'tel:'])

const PHONE = /^\+?[\d().-]{4,20}(?!\w)/

const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true })
  .add('ftp:', null)
  .add('//', null)
  .add('tel:', { validate: (text, pos) => PHONE.exec(text.slice(pos))?.[0].length ?? 0 })

/**
 * Splits a message's text at its links (R-31). Only http, https, mailto and tel lead anywhere, and only when the
 * URL parser agrees; all else stays text. The parts' texts joined are the text.
 */
export function linkParts(text: string): readonly LinkPart[] {
  const parts: LinkPart[] = []
  let end = 0
  for (const { index, lastIndex, url } of linkify.match(text) ?? []) {
    const link = parseLink(url)
    if (!link) continue
    if (index > end) parts.push(plain(text.slice(end, index)))
    parts.push({ text: text.slice(index, lastIndex), ...link })
    end = lastIndex
  }
  if (end < text.length) parts.push(plain(text.slice(end)))
  return parts
}

const plain = (text: string): LinkPart => ({ text, href: null, asciiHost: null })

function parseLink(address: string): Pick<LinkPart, 'href' | 'asciiHost'> | null {
  if (!URL.canParse(address)) return null
  const { protocol, href, hostname } = new URL(address)
  if (!ALLOWED_PROTOCOLS.has(protocol)) return null
  const isForeign = hostname.split('.').some((label) => label.startsWith('xn--'))
  return { href, asciiHost: isForeign ? hostname : null }
}
