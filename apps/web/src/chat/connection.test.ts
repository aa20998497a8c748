import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Connection, createConnection } from './connection.ts'

let connection: Connection

beforeEach(() => {
  vi.useFakeTimers()
  connection = createConnection()
})
afterEach(() => {
  connection.dispose()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const status = () => connection.store.getState().status

function goOnline(isOnline: boolean) {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(isOnline)
  window.dispatchEvent(new Event(isOnline ? 'online' : 'offline'))
}

test('from nothing over connecting to live', () => {
  expect(status()).toBe('idle')
  connection.report('connecting')
  expect(status()).toBe('connecting')
  connection.report('open')
  expect(status()).toBe('live')
})

test('a loss is shown only once it has lasted a second', () => {
  connection.report('open')
  connection.report('connecting')
  vi.advanceTimersByTime(900)
  expect(status()).toBe('live')
  connection.report('open')
  vi.advanceTimersByTime(5_000)
  expect(status()).toBe('live')
  connection.report('connecting')
  vi.advanceTimersByTime(1_000)
  expect(status()).toBe('reconnecting')
})

test('many failed attempts do not put the word off', () => {
  connection.report('open')
  for (let attempt = 0; attempt < 5; attempt += 1) {
    connection.report('connecting')
    vi.advanceTimersByTime(250)
  }
  expect(status()).toBe('reconnecting')
})

test('without a network it is offline at once, unless the socket stands all the same', () => {
  connection.report('connecting')
  goOnline(false)
  expect(status()).toBe('offline')
  connection.report('open')
  expect(status()).toBe('live')
  connection.report('connecting')
  expect(status()).toBe('offline')
  goOnline(true)
  expect(status()).toBe('reconnecting')
})

test('a final refusal is kept until a socket opens again', () => {
  connection.refuse(4401)
  expect(connection.store.getState().refusedCode).toBe(4401)
  connection.report('open')
  expect(connection.store.getState().refusedCode).toBeNull()
})
