import { expect, it } from 'vitest'
import { zoneAtHour } from './demonstration-zone.ts'

it('[G-6] a demonstration may begin at any hour of its town, whatever the hour is here', () => {
  for (let here = 0; here < 24; here += 1) {
    const now = new Date(Date.UTC(2026, 10, 27, here, 20))
    for (let hour = 0; hour < 24; hour += 1) {
      const format = new Intl.DateTimeFormat('en-GB', {
        timeZone: zoneAtHour(hour, now),
        hour: 'numeric',
        minute: 'numeric',
        hourCycle: 'h23',
      })
      expect(format.format(now)).toBe(`${String(hour).padStart(2, '0')}:20`)
    }
  }
})
