import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violations } from './axe.ts'
import { CONSOLE, openStage, row, type Stage } from './test-stage.ts'

const TELEPHONE = { width: 390, height: 844 }
const CITIZEN = { ...TELEPHONE, at: { lon: 1.445, lat: 43.6005 } }

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

  /** Whoever sees a hole tells of it, on the page where they then follow it; returns what screens call its ticket. */
  async function report() {
    const citizen = await stage.visit(CITIZEN, `${stage.url}/signaler`)
    await citizen.getByLabel('Que se passe-t-il ?').fill('trou dans la route')
    await citizen.getByRole('button', { name: /Nid-de-poule dangereux/ }).click()
    await citizen.getByRole('button', { name: 'Envoyer le signalement' }).click()
    await citizen.getByText('Dites où.').waitFor()
    expect(await violations(citizen), 'the form, light, with something missing').toEqual([])
    await citizen.emulateMedia({ colorScheme: 'dark' })
    await citizen.getByRole('button', { name: 'Me localiser' }).click()
    await citizen.getByRole('button', { name: 'C’est bien là' }).click()
    await citizen.getByLabel('Ajouter une photo').setInputFiles({
      name: 'trou.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from('<script>no picture</script>'),
    })
    await citizen.getByText('Ce fichier n’est pas une image').waitFor()
    await citizen.getByLabel('Ce qui aide à trouver et à agir').fill('Un trou profond')
    expect(await violations(citizen), 'the form, dark').toEqual([])
    await citizen.context().setOffline(true)
    await citizen.getByRole('button', { name: 'Envoyer le signalement' }).click()
    await citizen.getByRole('button', { name: 'Renvoyer' }).waitFor()
    await citizen.context().setOffline(false)
    await citizen.getByRole('heading', { name: 'Votre signalement est parti' }).waitFor()
    expect(await violations(citizen), 'sent').toEqual([])
    const reference = (await citizen.locator('.report-number').textContent()) ?? ''
    await citizen.getByRole('link', { name: 'Suivre mon signalement' }).click()
    await citizen.getByText('Votre demande est enregistrée.').first().waitFor()
    return { citizen, reference: `F-${Number(reference.split('-')[2])}` }
  }

  it('[CO-22] goes from the form for everyone to « mis en sécurité » on the telephone of whoever is on call, and the citizen reads it', async () => {
    const post = await stage.person('Poste 1', CONSOLE)
    const { citizen, reference } = await report()
    await row(post, reference).click()
    const panel = post.getByRole('region', { name: 'Astreinte' })
    await panel.getByRole('button', { name: /Appeler l’astreinte/ }).waitFor()
    await post.keyboard.press('k')
    await panel.getByText('Voirie 1er').waitFor()

    const telephone = await stage.visit(TELEPHONE, await link())
    await telephone.getByText('On vous appelle').waitFor()
    await telephone.getByText('Un trou profond').waitFor()
    expect(await violations(telephone)).toEqual([])
    await telephone.getByText('15 min').click()
    await telephone.getByRole('button', { name: /J’accepte/ }).click()
    await telephone.getByText(/Vous avez accepté/).waitFor()
    await row(post, reference).getByText('1er, accepté').waitFor()

    await telephone.getByRole('button', { name: 'Je suis sur place' }).click()
    await telephone.getByRole('button', { name: 'C’est mis en sécurité' }).click()
    await telephone.getByRole('button', { name: 'Confirmer : mis en sécurité' }).click()
    await telephone.getByText(/Merci, c’est terminé/).waitFor()
    await row(post, reference).getByText('1er, mis en sécurité').waitFor()
    await telephone.reload()
    await telephone.getByText(/Merci, c’est terminé/).waitFor()
    expect(stage.messages.filter(({ channel }) => channel === 'sms').length).toBe(1)
    await citizen.getByRole('link', { name: 'Actualiser' }).click()
    await citizen
      .getByText(/L’endroit est mis en sécurité.; la réparation suivra/)
      .first()
      .waitFor()
    stage.noErrors()
  })
})
