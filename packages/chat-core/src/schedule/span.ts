/** From `start` to before `end`, on one scale: milliseconds since 1970, or minutes of a wall clock. */
export interface Span {
  readonly start: number
  readonly end: number
}

export const contains = (outer: Span, inner: Span): boolean =>
  outer.start <= inner.start && inner.end <= outer.end

export const overlaps = (one: Span, other: Span): boolean =>
  one.start < other.end && other.start < one.end

/** Takes spans by their start. Gives them with those that touch or overlap made one, and without empty ones. */
export function* mergeSpans(spans: Iterable<Span>): Generator<Span> {
  let last: Span | null = null
  for (const span of spans) {
    if (span.end <= span.start) continue
    if (last && span.start <= last.end)
      last = { start: last.start, end: Math.max(last.end, span.end) }
    else {
      if (last) yield last
      last = span
    }
  }
  if (last) yield last
}
