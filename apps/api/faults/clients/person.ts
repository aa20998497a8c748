/** Somebody who may act: what the browser of a customer or an agent sends along. */
export interface Person {
  readonly id: string
  readonly name: string
  readonly actAs: 'customer' | 'agent'
  readonly cookie: string
}

const pageOrigin = 'http://localhost:3000'

export const headersOf = ({ cookie, actAs }: Person): Record<string, string> => ({
  cookie,
  origin: pageOrigin,
  'x-shopbell-as': actAs,
})
