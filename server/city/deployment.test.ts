import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { projectPath } from '../project.ts'
import { DeploymentError, loadDeployment } from './deployment.ts'

describe('the files of a town', () => {
  let folder: string
  const load = () => loadDeployment(pathToFileURL(`${folder}/`))

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vigie-town-'))
    await cp(projectPath('fixtures/toulouse/'), folder, { recursive: true })
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('[E-12] are read from the folder that is named', async () => {
    expect((await load()).timeZone).toBe('Europe/Paris')
  })

  it.each([
    ['on-call.json', '{"changeOver": {"day": "friday", "at": "25:00"}, "agencies": []}', 'changeOver.at: '],
    ['on-call.json', '{', 'JSON'],
    [
      'city.json',
      '{"timeZone": "Europe/Nowhere", "label": {"fr": "A", "en": "A"}}',
      'timeZone: is no time zone',
    ],
    ['open311.json', '{}', 'contact: '],
  ])('[E-12] that cannot be used are told by name and place: %s %s', async (file, content, why) => {
    await writeFile(join(folder, file), content)
    await expect(load()).rejects.toThrow(DeploymentError)
    await expect(load()).rejects.toThrow(file)
    await expect(load()).rejects.toThrow(why)
  })

  it('[E-12] that are missing, or speak of an agency that there is not, are told too', async () => {
    const agency = {
      agency: 'nobody',
      domain: 'roads',
      calendar: { hours: {}, holidays: null, exceptions: [] },
    }
    await rm(join(folder, 'follow.json'))
    await expect(load()).rejects.toThrow(/follow\.json: it cannot be read \(ENOENT\)/)
    const week = Object.fromEntries(
      ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [day, []]),
    )
    const rules = {
      changeOver: { day: 'friday', at: '12:00' },
      agencies: [{ ...agency, calendar: { ...agency.calendar, hours: week } }],
    }
    await writeFile(join(folder, 'on-call.json'), JSON.stringify(rules))
    await expect(load()).rejects.toThrow('the catalogue has no agency nobody')
  })
})
