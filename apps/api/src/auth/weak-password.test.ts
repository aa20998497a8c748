import { describe, expect, it } from 'vitest'
import { isWeakPassword } from './weak-password.ts'

describe('R-25: passwords that are guessed first are refused', () => {
  it.each([
    'password1234',
    'P@ssw0rd2026!',
    'qwertyuiop12',
    '123456789012',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'Administrator',
    'letmeinletmein',
    'iloveyou12345',
    'abcdefghijkl',
    'CorrectHorseBatteryStaple',
    'welcome12345!',
  ])('%s', (password) => {
    expect(isWeakPassword(password)).toBe(true)
  })
})

describe('other passwords are let through', () => {
  it.each([
    'lamps-that-last',
    'drei Elstern am Zaun',
    'vK2#pq9!Lm0z',
    'the admin of lamps',
    'correct horse nine',
    'молоко и мёд утром',
  ])('%s', (password) => {
    expect(isWeakPassword(password)).toBe(false)
  })
})
