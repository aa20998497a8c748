import { useMemo } from 'react'
import { linkParts } from './link-parts.ts'

/** Somebody's words: text nodes and safe links, nothing else. */
export function LinkedText({ text }: { text: string }) {
  const parts = useMemo(() => linkParts(text), [text])
  let offset = 0
  return parts.map(({ text: part, href, asciiHost }) => {
    const key = offset
    offset += part.length
    if (!href) return part
    return (
      <a
        key={key}
        href={href}
        target="_blank"
        rel="noopener noreferrer nofollow ugc"
        className="underline underline-offset-2"
      >
        {asciiHost ? `${part} (${asciiHost})` : part}
      </a>
    )
  })
}
