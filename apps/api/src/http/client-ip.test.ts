import { describe, expect, it } from 'vitest'
import { createClientIp } from './client-ip.ts'

const request = (remoteAddress: string, forwardedFor?: string) => ({
  socket: { remoteAddress },
  headers: { 'x-forwarded-for': forwardedFor },
})

describe('R-28: the client’s address', () => {
  it('is the peer’s when no proxy is trusted, whatever the request says', () => {
    expect(createClientIp([])(request('203.0.113.9', '198.51.100.1'))).toBe('203.0.113.9')
  })

  it('is what our proxy saw, not what the client claims to have come through', () => {
    const clientIp = createClientIp(['10.0.0.0/8'])
    expect(clientIp(request('10.0.0.2', '1.1.1.1, 198.51.100.1'))).toBe('198.51.100.1')
  })

  it('is found behind several proxies of ours', () => {
    const clientIp = createClientIp(['10.0.0.0/8', '192.0.2.7'])
    expect(clientIp(request('192.0.2.7', '198.51.100.1, 10.1.1.1'))).toBe('198.51.100.1')
  })

  it('is the nearest known one when the header is missing or no address', () => {
    const clientIp = createClientIp(['10.0.0.0/8'])
    expect(clientIp(request('10.0.0.2'))).toBe('10.0.0.2')
    expect(clientIp(request('10.0.0.2', '<script>'))).toBe('10.0.0.2')
  })

  it('is one and the same over IPv4 and IPv6 sockets', () => {
    expect(createClientIp([])(request('::ffff:203.0.113.9'))).toBe('203.0.113.9')
    expect(createClientIp(['::1'])(request('::1', '2001:db8::5'))).toBe('2001:db8::5')
  })
})
