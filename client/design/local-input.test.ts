import { expect, it } from 'vitest'
import { HOUR, instant } from '../../shared/instant.ts'
import { fromLocalInput, toLocalInput } from './local-input.ts'

const at = (text: string) => instant(Date.parse(text))

it.each(['2026-03-28', '2026-10-24', '2027-12-31', '2028-02-28'])(
  '[OC-14] a field of date and hour reads what it shows, every hour of two days from %s, but the second of two',
  (date) => {
    for (let hour = 0; hour < 48; hour += 1) {
      const one = instant(at(`${date}T00:00Z`) + hour * HOUR)
      const text = toLocalInput(one, 'Europe/Paris')
      expect(text).toMatch(/^202[678]-\d\d-\d\dT\d\d:00$/)
      const again = toLocalInput(instant(one - HOUR), 'Europe/Paris') === text
      expect(fromLocalInput(text, 'Europe/Paris')).toBe(again ? one - HOUR : one)
    }
  },
)

it.each(['', '2026-12-04', '2026-02-30T12:00', 'vendredi', '0001-01-01T00:00'])(
  '[OC-14] a field that says %j says no instant',
  (text) => {
    expect(fromLocalInput(text, 'Europe/Paris')).toBeNull()
  },
)
