import type { Line } from '../../shared/geo.ts'
import { type Past, worked } from './test-day.ts'

const CAPITOLE = { lon: 1.4443, lat: 43.6045 }
const CARMES = { lon: 1.4449, lat: 43.5981 }
const TO_CAPITOLE: Line = [
  [1.4523, 43.5962],
  [1.4499, 43.5993],
  [1.4462, 43.6013],
  [1.4443, 43.6045],
]

/**
 * A morning in which ALPHA 3 dealt with one ticket and has been on scene of a second for `minutes`, without a word since.
 * The request takes 15 minutes as a rule.
 */
export async function silentOnScene(past: Past, minutes: number): Promise<void> {
  const crewId = await past.crew('ALPHA 3')
  const on = { crewId, serviceCode: 'TAPAGE_NOCTURNE' }
  const arrived = minutes
  await past.say(180, { type: 'come_on_duty', crewId, members: 2 })
  await past.went(crewId, 180, 150, [
    [1.4523, 43.5962],
    [1.4523, 43.5962],
  ])
  await worked(past, { ...on, ...CAPITOLE, address: '12 Rue du Taur' }, [150, 149, 140, 110])
  await past.went(crewId, 149, 140, TO_CAPITOLE)
  await past.went(crewId, 140, 110, [
    [1.4443, 43.6045],
    [1.4443, 43.6045],
  ])
  await past.went(crewId, arrived + 10, arrived, [
    [1.4443, 43.6045],
    [1.4405, 43.602],
    [1.4449, 43.5981],
  ])
  await worked(past, { ...on, ...CARMES, address: '9 Place des Carmes' }, [
    arrived + 12,
    arrived + 10,
    arrived,
  ])
}
