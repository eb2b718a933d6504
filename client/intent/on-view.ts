import { serviceCodeSchema } from '../../shared/catalogue/service.ts'
import type { LonLat } from '../../shared/geo.ts'
import { assignmentIdSchema, reportIdSchema, ticketIdSchema } from '../../shared/id.ts'
import { plainText } from '../../shared/text.ts'
import { screen } from '../store/screen-store.ts'
import { send } from './send.ts'

/** Makes a ticket of what this crew has come upon at `place`, and puts the crew on it. */
export function reportOnView(serviceCode: string, { lon, lat }: LonLat, words: string): void {
  const crewId = screen.getState().session?.crewId
  if (crewId == null) return
  send({
    type: 'report_on_view',
    ticketId: ticketIdSchema.parse(crypto.randomUUID()),
    assignmentId: assignmentIdSchema.parse(crypto.randomUUID()),
    crewId,
    serviceCode: serviceCodeSchema.parse(serviceCode),
    position: { lon, lat },
    address: null,
    district: null,
    report: {
      id: reportIdSchema.parse(crypto.randomUUID()),
      description: plainText(words) || null,
      firstName: null,
      lastName: null,
      phone: null,
      email: null,
    },
  })
}
