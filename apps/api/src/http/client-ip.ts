import type { IncomingHttpHeaders } from 'node:http'
import { BlockList, isIP } from 'node:net'

/** Of any request that Node has received. */
export type ClientIp = (request: {
  readonly headers: IncomingHttpHeaders
  readonly socket: { readonly remoteAddress?: string | undefined }
}) => string

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** An IPv4 address that arrived on an IPv6 socket is still that IPv4 address. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')

function networkOf(proxies: readonly string[]): BlockList {
  const network = new BlockList()
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/')
    if (bits) network.addSubnet(address, Number(bits), familyOf(address))
    else network.addAddress(address, familyOf(address))
  }
  return network
}

/**
 * Finds the address a request came from. `X-Forwarded-For` is believed only as far as our own proxies wrote it: read
 * from the right, the first address that is none of theirs is the client's.
 */
export function createClientIp(trustedProxies: readonly string[]): ClientIp {
  const proxies = networkOf(trustedProxies)
  return (request) => {
    let client = plain(request.socket.remoteAddress ?? '')
    const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',')
    while (isIP(client) > 0 && proxies.check(client, familyOf(client))) {
      const next = plain(forwarded.pop()?.trim() ?? '')
      if (isIP(next) === 0) break
      client = next
    }
    return client
  }
}
