import { describe, expect, test } from 'vitest'
import { isOnShift, overlappingShifts, type Shift } from './shift.ts'

const shift = (agentId: string, startsAt: string, endsAt: string): Shift => ({
  agentId,
  startsAt: `2026-10-24T${startsAt}Z`,
  endsAt: `2026-10-24T${endsAt}Z`,
})

describe('shifts', () => {
  test('SC-6: an agent is on shift from its start to before its end, and nobody else is', () => {
    const shifts = [shift('anna', '08:00', '12:00'), shift('anna', '13:00', '17:00')]
    const isOn = (time: string, agentId = 'anna') =>
      isOnShift(shifts, agentId, `2026-10-24T${time}Z`)
    expect(['08:00', '11:59:59.999', '13:00', '16:59'].filter((time) => !isOn(time))).toEqual([])
    expect(['07:59:59.999', '12:00', '12:59', '17:00'].filter((time) => isOn(time))).toEqual([])
    expect(isOn('09:00', 'bo')).toBe(false)
  })

  test('SC-6: a shift is a matter of instants, however they are written', () => {
    expect(isOnShift([shift('anna', '08:00', '12:00')], 'anna', '2026-10-24T10:00+02:00')).toBe(
      true,
    )
  })

  test('SC-6: shifts of one agent overlap if they share time', () => {
    const early = shift('anna', '08:00', '12:00')
    const late = shift('anna', '11:59', '17:00')
    const within = shift('anna', '09:00', '10:00')
    const other = shift('bo', '08:00', '17:00')
    expect(overlappingShifts([early, other, late])).toEqual([early, late])
    expect(overlappingShifts([other, within, early])).toEqual([within, early])
    expect(overlappingShifts([early, { ...early }])).toEqual([early, early])
  })

  test('SC-6: shifts that touch, and those of different agents, do not', () => {
    const early = shift('anna', '08:00', '12:00')
    const late = shift('anna', '12:00', '17:00')
    expect(overlappingShifts([late, early, shift('bo', '08:00', '17:00')])).toEqual([])
  })
})
