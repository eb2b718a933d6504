import { stat } from 'node:fs/promises'
import { CityFileError } from './city-file-error.ts'
import { isUrl } from './download.ts'

/** What an import is given: paths, or addresses of a server; `clip` may be a box. */
interface Given {
  file: string
  addresses?: string | undefined
  clip?: string | undefined
  districts?: string | undefined
}

/** Throws a `CityFileError` for the first of the files that is not there, or is none. Addresses of a server are left out. */
export async function checkFiles({ file, addresses, clip, districts }: Given): Promise<void> {
  const outline = clip !== undefined && isOutline(clip) ? clip : undefined
  for (const path of [file, addresses, outline, districts])
    if (path !== undefined && !isUrl(path)) await checkFile(path)
}

/** Whether `--clip` names a GeoJSON file, and not a box. */
export function isOutline(clip: string): boolean {
  return /\.(geo)?json$/i.test(clip)
}

async function checkFile(path: string): Promise<void> {
  const found = await stat(path).catch((cause) => {
    throw new CityFileError(
      cause.code === 'ENOENT' ? `${path} is not there.` : `${path} cannot be read: ${cause.message}.`,
      { cause },
    )
  })
  if (found.isDirectory()) throw new CityFileError(`${path} is a folder: name a file in it.`)
}
