export type Outcome = 'ok' | 'send lost' | 'ack lost' | 'timeout' | 'refused' | 'rate limited'

/** What can happen to two tabs of one browser and their server. `lane` and `tab` are 0 or 1. */
export type OutboxStep =
  | { readonly do: 'submit'; readonly tab: number; readonly lane: number }
  | { readonly do: 'begin'; readonly tab: number; readonly lane: number }
  | { readonly do: 'end'; readonly lane: number; readonly outcome: Outcome }
  | { readonly do: 'late answer'; readonly tab: number }
  | { readonly do: 'offline'; readonly tab: number; readonly lane: number; readonly tries: number }
  | { readonly do: 'reload'; readonly tab: number }
  | { readonly do: 'hear'; readonly tab: number }
  | { readonly do: 'see'; readonly tab: number }
  | { readonly do: 'resync'; readonly lostCount: number }
  | { readonly do: 'retry'; readonly tab: number }
  | { readonly do: 'wait'; readonly ms: number }
