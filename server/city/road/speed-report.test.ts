import { describe, expect, it } from 'vitest'
import { LEAST_METRES, LEAST_OBSERVATIONS } from './learned-speeds.ts'
import { speedReport } from './speed-report.ts'
import { usualSpeeds } from './street-speeds.ts'

const speeds = { ...usualSpeeds, car: { ...usualSpeeds.car, primary: 40, residential: 22 } }
const seen = (name: string, hour: number, kmh: number, observations = LEAST_OBSERVATIONS) => ({
  class: name,
  hour,
  metres: LEAST_METRES,
  seconds: (LEAST_METRES / kmh) * 3.6,
  observations,
})
const rowsOf = (...sums: ReturnType<typeof seen>[]) =>
  new Map(
    speedReport(sums, speeds)
      .split('\n')
      .map((line) => line.split(/ {2,}/))
      .map(([name = '', ...cells]) => [name, cells]),
  )

describe('the printed table of speeds', () => {
  it('[R-40] says the table’s speed, the factors in force in each part of the day, and from how much', () => {
    const rows = rowsOf(seen('primary', 8, 30), seen('primary', 18, 20))
    expect(rows.get('class')).toEqual([
      'km/h',
      '00-06',
      '06-10',
      '10-16',
      '16-20',
      '20-24',
      'observations',
      'km',
    ])
    // 40 km/h; hours that saw nothing go by the day: 20 km in 50 minutes.
    expect(rows.get('primary')).toEqual([
      '40',
      '0.60',
      '0.60-0.75',
      '0.60',
      '0.50-0.60',
      '0.60',
      '200',
      '20.0',
    ])
    expect(rows.get('residential')).toEqual(['22', '·', '·', '·', '·', '·', '0', '0.0'])
    expect([...rows.keys()]).toEqual(expect.arrayContaining(Object.keys(speeds.car)))
  })

  it('[R-40] tells no speed of few observations', () => {
    expect(rowsOf(seen('primary', 8, 30, 99)).get('primary')).toEqual([
      '40',
      '·',
      '·',
      '·',
      '·',
      '·',
      '99',
      '10.0',
    ])
  })
})
