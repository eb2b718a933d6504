import { describe, expect, it } from 'vitest'
import type { DeliveryEvent } from '../../shared/delivery/event.ts'
import { instant, MINUTE } from '../../shared/instant.ts'
import { NOISE, NOW, published, ticketId } from '../../shared/test-board.ts'
import { en } from '../words/en.ts'
import { fr } from '../words/fr.ts'
import { deliveryText, problemText } from './delivery-text.ts'

const of = { ticketId: ticketId(1), agency: 'grid', handedAt: NOW, number: 2042 }
const board = { catalogueVersion: 1 }

function said(event: DeliveryEvent, locale: 'fr' | 'en'): string {
  const words = locale === 'fr' ? fr : en
  const context = { board, catalogues: published(NOISE), words, locale }
  const { strong, rest } = deliveryText(event, { actor: { label: 'Chef de salle' }, at: NOW }, context)
  return `${strong} ${rest}`.replace(/\s/g, ' ')
}

describe('what became of telling a partner, in words', () => {
  it('[DL-5] says by what, under which reference, why not, and by whom', () => {
    const name = published(NOISE).agencyOf({ agency: 'grid', catalogueVersion: 1 })?.name
    const delivered = { type: 'hand_off_delivered', ...of, channel: 'open311', reference: 'A-7' } as const
    expect(said(delivered, 'fr')).toBe(`Envoyée à ${name?.fr} par Open311, sous le n° A-7`)
    expect(said({ ...delivered, reference: null }, 'en')).toBe(`Sent to ${name?.en} by Open311`)
    const failed = {
      type: 'hand_off_not_delivered',
      ...of,
      channel: 'email',
      problem: 'answered 550',
    } as const
    expect(said(failed, 'fr')).toBe(`${name?.fr} n’a pas pu être prévenu par courriel, réponse 550`)
    expect(said({ type: 'delivery_abandoned', ...of }, 'en')).toBe(
      `Delivery to ${name?.en} abandoned by Chef de salle`,
    )
  })

  it('[DL-13] says that a person told it, how and when, and that nobody did after all', () => {
    const name = published(NOISE).agencyOf({ agency: 'grid', catalogueVersion: 1 })?.name
    const told = { type: 'partner_told', ...of, means: 'telephone', toldAt: NOW } as const
    expect(said(told, 'fr')).toBe(`${name?.fr} prévenu par téléphone, par Chef de salle`)
    expect(said({ ...told, means: 'other', toldAt: instant(NOW - 20 * MINUTE) }, 'en')).toBe(
      `${name?.en} told otherwise, 20 min ago, by Chef de salle`,
    )
    expect(said({ type: 'telling_withdrawn', ...of }, 'fr')).toBe(
      `${name?.fr} n’a pas été prévenu par Chef de salle`,
    )
  })

  it('[DL-11] has words for every code, and shows one that it does not know', () => {
    expect(problemText('not_reached ECONNREFUSED', fr)).toBe('injoignable (ECONNREFUSED)')
    for (const code of Object.keys(fr.deliveries.problem)) expect(problemText(code, en)).not.toBe(code)
    expect(problemText('toString', fr)).toBe('toString')
  })
})
