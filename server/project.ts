import { existsSync } from 'node:fs'

/** The URL of a file or folder of the project, from the sources and from the build alike. */
export function projectPath(relative: string): URL {
  for (let folder = new URL('./', import.meta.url); ; folder = new URL('../', folder)) {
    if (existsSync(new URL('package.json', folder))) return new URL(relative, folder)
    if (folder.pathname === '/')
      throw new Error(`No package.json above ${import.meta.url}: run from the project.`)
  }
}
