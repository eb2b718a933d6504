import { randomUUID } from 'node:crypto'
import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import type { ZodError } from 'zod'
import type { Localized } from '../../../shared/text.ts'
import { isUnreachable } from '../../db/pool.ts'

const MESSAGES = {
  not_found: { fr: 'Rien à cette adresse.', en: 'Nothing at this address.' },
  outside_territory: {
    fr: 'Cet endroit est hors du territoire desservi.',
    en: 'This place is outside the territory served.',
  },
  unauthorized: {
    fr: 'Session absente ou terminée : reconnectez-vous.',
    en: 'No session, or it has ended: log in again.',
  },
  revoked: { fr: 'Cette tablette a été révoquée.', en: 'This tablet was revoked.' },
  unknown_code: { fr: 'Ce code n’existe pas : vérifiez-le.', en: 'There is no such code: check it.' },
  used_code: {
    fr: 'Ce code a déjà servi : demandez-en un autre.',
    en: 'This code was used already: ask for another.',
  },
  expired_code: {
    fr: 'Ce code n’est plus valable : demandez-en un autre.',
    en: 'This code has expired: ask for another.',
  },
  name_taken: { fr: 'Un appareil porte déjà ce nom.', en: 'A device has that name already.' },
  unknown_device: { fr: 'Appareil inconnu.', en: 'Unknown device.' },
  forbidden: { fr: 'Ce compte n’y a pas droit.', en: 'This account may not do that.' },
  wrong_origin: {
    fr: 'Requête venue d’un autre site : refusée.',
    en: 'The request came from another site: refused.',
  },
  wrong_content_type: {
    fr: 'Le corps doit être en application/json.',
    en: 'The body must be application/json.',
  },
  wrong_credentials: { fr: 'Nom ou mot de passe inconnu.', en: 'Unknown name or password.' },
  too_many_attempts: {
    fr: 'Trop d’essais : attendez avant le prochain.',
    en: 'Too many attempts: wait before the next.',
  },
  too_many_requests: {
    fr: 'Trop de demandes : attendez un instant.',
    en: 'Too many requests: wait a moment.',
  },
  not_in_hands: {
    fr: 'La fiche n’est plus dans ces mains.',
    en: 'The ticket is no longer in these hands.',
  },
  invalid: { fr: 'La requête est mal formée.', en: 'The request is malformed.' },
  too_slow: {
    fr: 'La requête n’est pas arrivée en entier : renvoyez-la.',
    en: 'The request did not come whole: send it again.',
  },
  too_large: { fr: 'La requête est trop longue.', en: 'The request is too large.' },
  unknown_crew: { fr: 'Indicatif inconnu.', en: 'Unknown call sign.' },
  unknown_ticket: { fr: 'Fiche inconnue, ou terminée.', en: 'Unknown ticket, or ended.' },
  call_sign_held: {
    fr: 'Un autre appareil parle pour cet indicatif.',
    en: 'Another device speaks for this call sign.',
  },
  unknown_photograph: {
    fr: 'Photographie inconnue ou supprimée.',
    en: 'Unknown or removed photograph.',
  },
  wrong_offset: {
    fr: 'La suite de la photographie ne commence pas là.',
    en: 'The rest of the photograph does not begin there.',
  },
  photograph_too_large: {
    fr: 'Photographie trop lourde : 12 Mo au plus.',
    en: 'Photograph too large: 12 MB at most.',
  },
  too_many_pixels: {
    fr: 'Image trop grande : 50 millions de pixels au plus.',
    en: 'Picture too large: 50 million pixels at most.',
  },
  unsupported_picture: {
    fr: 'Format non pris en charge : enregistrez l’image en JPEG, PNG ou WebP (sur iPhone : Réglages, Appareil photo, Formats, Le plus compatible).',
    en: 'Unsupported format: save the picture as JPEG, PNG or WebP (on an iPhone: Settings, Camera, Formats, Most Compatible).',
  },
  broken_picture: {
    fr: 'Image illisible : le fichier est abîmé. Reprenez la photographie.',
    en: 'The picture cannot be read: the file is damaged. Take it again.',
  },
  unknown_key: { fr: 'Clé absente ou inconnue.', en: 'No key, or an unknown one.' },
  nobody_at_post: {
    fr: 'Aucun écran n’est ouvert sous ce nom de poste.',
    en: 'No screen is open under that name of post.',
  },
  unknown_link: {
    fr: 'Ce lien n’existe pas : ouvrez celui du dernier SMS.',
    en: 'There is no such link: open the one of the last SMS.',
  },
  expired_link: {
    fr: 'Ce lien n’est plus valable. Appelez le PC Radio.',
    en: 'This link has expired. Call the PC Radio.',
  },
  draft_changed: {
    fr: 'Le brouillon du catalogue a été changé entre-temps.',
    en: 'The draft of the catalogue was changed meanwhile.',
  },
  catalogue_refused: {
    fr: 'Le brouillon du catalogue n’est pas publié.',
    en: 'The draft of the catalogue is not published.',
  },
  unavailable: {
    fr: 'Le serveur n’a pas sa base de données en ce moment : réessayez dans un instant.',
    en: 'The server is without its database at the moment: try again shortly.',
  },
  failed: { fr: 'Le serveur a échoué. Rien n’a été changé.', en: 'The server failed. Nothing was changed.' },
} satisfies Record<string, Localized>

export type ErrorCode = keyof typeof MESSAGES

/** Answers with the one shape that errors have. */
export function refuse(
  response: Response,
  status: number,
  code: ErrorCode,
  more: Record<string, unknown> = {},
): void {
  response.status(status).json({ code, message: MESSAGES[code], ...more })
}

/** A query that cannot be read: names the first field that is wrong, and why. */
export function refuseQuery(response: Response, error: ZodError): void {
  const [issue] = error.issues
  const field = issue?.path.join('.')
  refuse(response, 400, 'invalid', { problem: field ? `${field} ${issue?.message}` : issue?.message })
}

export const unknownAddress: RequestHandler = (_request, response) => refuse(response, 404, 'not_found')

/** The last handler: what the body parser refused, and our own faults, which are logged under a reference. */
export function failures(onFault: (error: unknown, what: string) => void): ErrorRequestHandler {
  return (error, request, response, next) => {
    // Answered while its body still came: what its reader says of the cut is nobody's.
    if (response.writableEnded) return
    if (response.headersSent) return next(error)
    const status = Number(error.status ?? error.statusCode ?? 500)
    if (status === 408) return refuse(response, 408, 'too_slow')
    if (status === 413) return refuse(response, 413, 'too_large')
    if (status >= 400 && status < 500) return refuse(response, status, 'invalid')
    if (isUnreachable(error)) return refuse(response.set('Retry-After', '2'), 503, 'unavailable')
    const reference = randomUUID()
    onFault(error, `${request.method} ${request.path} (${reference})`)
    refuse(response, 500, 'failed', { reference })
  }
}
