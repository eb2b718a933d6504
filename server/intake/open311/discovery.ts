import type { Request, Response } from 'express'
import type { Open311Dependencies } from './dependencies.ts'
import { sendOne } from './send.ts'

const CHANGESET = '2026-11-24T00:00:00+00:00'

/** `GET discovery`: where the service is, and whom to ask about it. */
export function discover(
  request: Request,
  response: Response,
  { open311: { contact, keyService } }: Pick<Open311Dependencies, 'open311'>,
): void {
  const endpoint = {
    specification: 'http://wiki.open311.org/GeoReport_v2',
    url: `${request.protocol}://${request.get('host')}${request.baseUrl}`,
    changeset: CHANGESET,
    type: 'production',
    formats: { format: ['text/xml', 'application/json'] },
  }
  const about = { changeset: CHANGESET, contact, key_service: keyService }
  const json = { ...about, endpoints: [{ ...endpoint, formats: endpoint.formats.format }] }
  sendOne(request, response, json, 'discovery', { ...about, endpoints: { endpoint: [endpoint] } })
}
