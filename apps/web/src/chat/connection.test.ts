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

test('a loss is shown only once it has lasted two seconds', () => {
  connection.report('open')
  connection.report('connecting')
  vi.advanceTimersByTime(1_900)
  expect(status()).toBe('live')
  connection.report('open')
  vi.advanceTimersByTime(5_000)
  expect(status()).toBe('live')
  connection.report('connecting')
  vi.advanceTimersByTime(2_000)
  expect(status()).toBe('reconnecting')
})

test('a loss that lasts says since when, and when it was last tried', () => {
  connection.report('open')
  const lostAtMs = Date.now()
  connection.report('connecting')
  vi.advanceTimersByTime(9_900)
  expect(status()).toBe('reconnecting')
  vi.advanceTimersByTime(100)
  connection.tried()
  expect(connection.store.getState()).toMatchObject({
    status: 'unreachable',
    lostAtMs,
    triedAtMs: lostAtMs + 10_000,
  })
  connection.report('open')
  expect(connection.store.getState()).toMatchObject({ status: 'live', lostAtMs: null })
})

test('calls that nobody answers are a loss too, where no socket is wanted yet', () => {
  connection.reportCall(false)
  vi.advanceTimersByTime(2_000)
  expect(status()).toBe('reconnecting')
  connection.reportCall(true)
  expect(status()).toBe('idle')
})

test('a first connection that does not come about is told of once it has lasted', () => {
  connection.report('connecting')
  vi.advanceTimersByTime(9_900)
  expect(status()).toBe('connecting')
  vi.advanceTimersByTime(100)
  expect(status()).toBe('unreachable')
})

test('C12: how long a loss has lasted does not depend on the time of day', () => {
  connection.report('open')
  connection.report('connecting')
  vi.setSystemTime(Date.now() + 24 * 60 * 60 * 1_000)
  vi.advanceTimersByTime(2_500)
  expect(status()).toBe('reconnecting')
})

test('many failed attempts do not put the word off', () => {
  connection.report('open')
  for (let attempt = 0; attempt < 5; attempt += 1) {
    connection.report('connecting')
    vi.advanceTimersByTime(400)
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
