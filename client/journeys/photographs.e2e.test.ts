import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { aTelephonePicture, OTHER_FILES, saysWhere } from '../../server/intake/photographs/test-pictures.ts'
import { CONSOLE, comeOnDuty, openStage, row, type Stage, TABLET } from './test-stage.ts'

const UPLOADS = '**/photographs/*/upload'
const jpeg = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/jpeg', buffer })

describe('photographs of a ticket', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterEach(() => stage.clear())
  afterAll(() => stage.close())

  it('[PH-15] a crew photographs over a network that is cut; the console sees it, large, and without its place', async () => {
    const tablet = await stage.person('Équipage', { ...TABLET, at: { lon: 1.4452, lat: 43.6001 } })
    await comeOnDuty(tablet, 'ALPHA 1')
    const page = await stage.person('Poste 1', CONSOLE)
    const reference = await stage.post({ service_code: 'ALARME_SONORE', description: 'Alarme sans fin.' })
    await row(page, reference).click()
    await page.locator('.suggestion.first').filter({ hasText: 'ALPHA 1' }).waitFor()
    await page.keyboard.press('1')

    // The first piece goes through, then the network is cut.
    const pieces: (Buffer | null)[] = []
    await tablet.route(UPLOADS, (route) => {
      const request = route.request()
      if (request.method() === 'PATCH') pieces.push(request.postDataBuffer())
      return pieces.length > 1 ? route.abort() : route.continue()
    })
    await tablet.getByRole('button', { name: 'Photo' }).click()
    const sheet = tablet.getByRole('dialog')
    const sent = await aTelephonePicture(2_400, 1_800)
    expect((await sharp(sent).metadata()).exif).toBeDefined()
    await sheet.locator('input[capture]').setInputFiles(jpeg('IMG_0001.jpg', sent))
    const kept = sheet.locator('.photograph-kept li')
    await kept.filter({ hasText: 'en attente de réseau' }).waitFor()
    await page.locator('.photograph-tile').filter({ hasText: 'en cours d’envoi' }).waitFor()
    await expect.poll(() => pieces.length, { timeout: 45_000 }).toBeGreaterThan(1)
    // What leaves the tablet is its own JPEG already.
    expect([...(pieces[0]?.subarray(0, 3) ?? [])]).toEqual([0xff, 0xd8, 0xff])
    expect(saysWhere(pieces[0] ?? sent)).toBe(false)
    expect(await violations(tablet)).toEqual([])
    // What is no picture is told at once.
    await sheet.locator('input[multiple]').setInputFiles(jpeg('IMG_0002.HEIC', OTHER_FILES.HEIC ?? sent))
    await sheet.getByText(/Image illisible.*IMG_0002/).waitFor()

    // The tablet is switched off and on: what it kept goes on from where the server says.
    await tablet.reload()
    const left = tablet.locator('.photograph-kept li')
    await left.filter({ hasText: 'en attente de réseau' }).waitFor()
    const resumed = tablet.waitForRequest((request) => request.method() === 'PATCH')
    await tablet.unroute(UPLOADS)
    expect(Number((await resumed).headers()['upload-offset'])).toBeGreaterThan(0)
    await left.waitFor({ state: 'detached' })
    await page.locator('.photograph-tile img.shown').waitFor()
    await page.getByText('Photographie reçue').first().waitFor()
    const bytes = await pixelsOf(page)
    // Turned upright, shrunk, and nothing else.
    const { width, height, exif } = await sharp(bytes).metadata()
    expect([width, height, exif, saysWhere(bytes)]).toEqual([1_536, 2_048, undefined, false])

    await page.getByRole('button', { name: /Photographie de ALPHA.1/ }).press('Enter')
    const viewer = page.getByRole('dialog', { name: /Photographie de ALPHA.1/ })
    await viewer.locator('img.shown').waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await viewer.waitFor({ state: 'detached' })

    await page
      .locator('.ticket-photographs input')
      .setInputFiles(jpeg('facade.jpg', await aTelephonePicture(800, 600)))
    await tablet
      .getByRole('button', { name: /Photographie de Poste.1/ })
      .first()
      .waitFor()
    await page.locator('.photograph-tile img.shown').nth(1).waitFor()
    await page.getByRole('button', { name: /Photographie de ALPHA.1/ }).click()
    await page.keyboard.press('ArrowRight')
    const posts = page.getByRole('dialog', { name: /Photographie de Poste.1/ })
    await posts.getByRole('button', { name: 'Supprimer' }).click()
    await posts.getByRole('button', { name: 'Supprimer pour tout le monde' }).click()
    await posts.waitFor({ state: 'detached' })
    await expect.poll(() => tablet.getByRole('button', { name: /Photographie de Poste.1/ }).count()).toBe(0)
    stage.noErrors()
  })

  /** The picture behind the first tile of a page. */
  async function pixelsOf(page: Page): Promise<Buffer> {
    const thumbnail = await page.locator('.photograph-tile img').first().getAttribute('src')
    const response = await page.request.get(`${stage.url}${thumbnail?.replace('/thumbnail', '')}`)
    expect(response.headers()['content-type']).toBe('image/jpeg')
    return response.body()
  }
})

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze()
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}
