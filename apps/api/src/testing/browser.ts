import { createTRPCClient, createWSClient, httpLink, type TRPCClient, wsLink } from '@trpc/client'
import { WebSocket } from 'ws'
import type { ActAs } from '../auth/credentials.ts'
import type { AppRouter } from '../rpc/router.ts'

export interface BrowserOptions {
  readonly url: string
  readonly actAs?: ActAs
  /** The page's origin; null for a program that is no browser. */
  readonly origin?: string | null
}

export interface TestSocket {
  readonly client: TRPCClient<AppRouter>
  close(): Promise<void>
}

export const pageOrigin = 'http://localhost:3000'

/** A browser as the API sees one: cookies that it keeps, an Origin that it cannot choose. */
export class Browser {
  readonly trpc: TRPCClient<AppRouter>
  readonly cookies = new Map<string, string>()
  readonly #url: string
  readonly #actAs: ActAs | undefined
  readonly #origin: string | null

  constructor({ url, actAs, origin = pageOrigin }: BrowserOptions) {
    this.#url = url
    this.#actAs = actAs
    this.#origin = origin
    this.trpc = createTRPCClient<AppRouter>({
      links: [
        httpLink({
          url: `${url}/api/trpc`,
          fetch: (input, init) => this.fetch(String(input), init as RequestInit),
        }),
      ],
    })
  }

  /** @param path on the API, or a whole address */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    for (const [name, value] of Object.entries(this.#headers())) headers.set(name, value)
    const response = await fetch(new URL(path, this.#url), { ...init, headers })
    this.#keepCookies(response.headers.getSetCookie())
    return response
  }

  post(path: string, body: unknown = {}): Promise<Response> {
    return this.send('POST', path, body)
  }

  send(method: string, path: string, body: unknown): Promise<Response> {
    return this.fetch(path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  }

  /** Opens a socket with this browser's credentials. */
  openSocket(params: Readonly<Record<string, string>> = {}): TestSocket {
    const headers = this.#headers()
    const actAs = this.#actAs
    class SocketWithCookies extends WebSocket {
      constructor(address: string | URL) {
        super(address, { headers })
      }
    }
    const socket = createWSClient({
      url: `${this.#url.replace(/^http/, 'ws')}/api/ws`,
      WebSocket: SocketWithCookies as unknown as typeof globalThis.WebSocket,
      connectionParams: { ...params, ...(actAs ? { as: actAs } : {}) },
    })
    return {
      client: createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] }),
      close: () => socket.close(),
    }
  }

  #headers(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return {
      ...(cookie ? { cookie } : {}),
      ...(this.#origin ? { origin: this.#origin } : {}),
      ...(this.#actAs ? { 'x-shopbell-as': this.#actAs } : {}),
    }
  }

  #keepCookies(lines: readonly string[]): void {
    for (const line of lines) {
      const [, name = '', value = ''] = line.match(/^([^=]+)=([^;]*)/) ?? []
      if (/;\s*max-age=0/i.test(line) || value === '') this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }
}
