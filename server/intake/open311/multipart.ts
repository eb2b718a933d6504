import express, { type Response as Answer, type RequestHandler } from 'express'
import { refusal } from './errors.ts'
import { formOf } from './own-form.ts'
import { LONGEST_BODY, LONGEST_MULTIPART, MOST_FIELDS, unavailable } from './refusals.ts'

const MULTIPART = 'multipart/form-data'
/** Bodies that are whole in memory at the same time, of the form and of all others. */
const MOST_AT_ONCE = 6
const MOST_TEXT = 256 * 1024

/** A file of a form, not yet known to be a picture. */
export interface Media {
  field: string
  bytes: Buffer
}

/** Reads a form, and no other body. Of one that brings files its texts become the body, as those of a plain form do, its files wait in `mediaOf`. */
export function multipart(): RequestHandler[] {
  // The site's own form, which anybody may use, must not keep clients with a key waiting.
  const underWay = { form: 0, keys: 0 }
  const admit: RequestHandler = (request, response, next) => {
    if (!request.is(MULTIPART)) return next()
    const whose = formOf(response) === undefined ? 'keys' : 'form'
    if (underWay[whose] >= MOST_AT_ONCE) throw unavailable()
    underWay[whose] += 1
    response.once('close', () => {
      underWay[whose] -= 1
    })
    next()
  }
  const read: RequestHandler = async (request, response, next) => {
    if (!request.is(MULTIPART) || !Buffer.isBuffer(request.body)) return next()
    const { texts, media } = await partsOf(request.body, request.get('content-type') ?? '')
    request.body = texts
    response.locals.media = media
    next()
  }
  const formsAlone: RequestHandler = (request, _response, next) => {
    if (request.body === undefined && request.headers['content-length'] !== '0')
      throw refusal(400, 'The body must be application/x-www-form-urlencoded or multipart/form-data.')
    next()
  }
  return [admit, express.raw({ type: MULTIPART, limit: LONGEST_MULTIPART }), read, formsAlone]
}

export function mediaOf({ locals }: Answer): readonly Media[] {
  return locals.media ?? []
}

async function partsOf(
  body: Buffer,
  type: string,
): Promise<{ texts: Record<string, string | string[]>; media: Media[] }> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => {
      throw refusal(400, 'The body could not be read as a form.')
    })
  const texts = new Map<string, string[]>()
  const media: Media[] = []
  let characters = 0
  for (const [field, value] of form) {
    if (typeof value === 'string') {
      characters += field.length + value.length
      texts.set(field, [...(texts.get(field) ?? []), value])
    } else if (value.size > 0) media.push({ field, bytes: Buffer.from(await value.arrayBuffer()) })
  }
  if ([...texts.values()].flat().length > MOST_FIELDS)
    throw refusal(413, `The form has too many fields: at most ${MOST_FIELDS}.`)
  if (characters > MOST_TEXT) throw refusal(413, `The texts are too long: at most ${LONGEST_BODY}.`)
  const fields = [...texts].map(([field, [first = '', ...more]]) => [
    field,
    more.length === 0 ? first : [first, ...more],
  ])
  return { texts: Object.fromEntries(fields), media }
}
