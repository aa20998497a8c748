import { getUntypedClient } from '@trpc/client'
import type { AnyTRPCProcedure } from '@trpc/server'
import type { Browser } from './browser.ts'

export interface Answer {
  readonly status: number
  /** Our code for a refusal; null for success. */
  readonly code: string | null
  /** As it came, without what names the call. */
  readonly body: string
}

const withoutRequestId = (body: string): string =>
  body.replace(/"requestId":"[\da-f-]{36}"/, '"requestId":""')

/** Calls a procedure over HTTP by its path, with any input at all. */
export async function callOverHttp(
  browser: Browser,
  { path, procedure, input }: { path: string; procedure: AnyTRPCProcedure; input: unknown },
): Promise<Answer> {
  const json = input === undefined ? undefined : JSON.stringify(input)
  const query = json === undefined ? '' : `?input=${encodeURIComponent(json)}`
  const response =
    procedure._def.type === 'mutation'
      ? await browser.fetch(`/api/trpc/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: json ?? '{}',
        })
      : await browser.fetch(`/api/trpc/${path}${query}`)
  const body = await response.text()
  return { status: response.status, code: codeOf(body), body: withoutRequestId(body) }
}

/** Opens a subscription over a socket; answers what the first frame, or its refusal, says. */
export async function firstFrame(
  browser: Browser,
  { path, input }: { path: string; input: unknown },
): Promise<Pick<Answer, 'code'>> {
  const socket = browser.openSocket()
  try {
    return await new Promise((resolve, reject) => {
      getUntypedClient(socket.client).subscription(path, input, {
        onData: () => resolve({ code: null }),
        onError: (error) => (error.data ? resolve({ code: error.data.chat.code }) : reject(error)),
      })
    })
  } finally {
    await socket.close()
  }
}

interface ErrorShape {
  readonly data: { readonly chat: { readonly code: string } }
}

/** tRPC answers subscriptions over HTTP with a stream of events, refusals included. */
const STREAMED_REFUSAL = /^event: serialized-error\ndata: (.*)$/m

function codeOf(body: string): string | null {
  const streamed = body.match(STREAMED_REFUSAL)?.[1]
  if (streamed) return (JSON.parse(streamed) as ErrorShape).data.chat.code
  const { error } = JSON.parse(body) as { error?: ErrorShape }
  return error ? error.data.chat.code : null
}
