import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { CONSOLE, openStage, row, type Stage } from './test-stage.ts'

const TELEPHONE = { width: 390, height: 844 }

describe('a call-out at night', () => {
  let stage: Stage

  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(() => stage.close())

  async function link(): Promise<string> {
    const latest = Date.now() + 30_000
    for (;;) {
      const text = stage.messages.find(({ channel }) => channel === 'sms')?.text
      if (text !== undefined) return `${stage.url}${new URL(text.split(' ').at(-1) ?? '').pathname}`
      if (Date.now() > latest) throw new Error('There was no SMS.')
      await new Promise((settle) => setTimeout(settle, 100))
    }
  }

  it('[CO-22] goes from the report to « mis en sécurité » on the telephone of whoever is on call', async () => {
    const post = await stage.person('Poste 1', CONSOLE)
    const reference = await stage.post({ service_code: 'NID_DE_POULE', description: 'Un trou profond' })
    await row(post, reference).click()
    const panel = post.getByRole('region', { name: 'Astreinte' })
    // By day nobody is called by itself.
    const start = panel.getByRole('button', { name: /Appeler l’astreinte/ })
    await start.or(panel.getByText('Voirie 1er')).first().waitFor()
    if (await start.isVisible()) await post.keyboard.press('k')
    await panel.getByText('Voirie 1er').waitFor()

    const telephone = await stage.visit(TELEPHONE, await link())
    await telephone.getByText('On vous appelle').waitFor()
    await telephone.getByText('Un trou profond').waitFor()
    expect(await violations(telephone)).toEqual([])
    await telephone.getByText('15 min').click()
    await telephone.getByRole('button', { name: /J’accepte/ }).click()
    await telephone.getByText(/Vous avez accepté/).waitFor()
    await row(post, reference).getByText('Voirie 1er, accepté').waitFor()

    await telephone.getByRole('button', { name: 'Je suis sur place' }).click()
    await telephone.getByRole('button', { name: 'C’est mis en sécurité' }).click()
    await telephone.getByRole('button', { name: 'Confirmer : mis en sécurité' }).click()
    await telephone.getByText(/Merci, c’est terminé/).waitFor()
    await post.getByText('Voirie 1er, mis en sécurité').first().waitFor()
    await telephone.reload()
    await telephone.getByText(/Merci, c’est terminé/).waitFor()
    expect(stage.messages.filter(({ channel }) => channel === 'sms').length).toBe(1)
    stage.noErrors()
  })
})
