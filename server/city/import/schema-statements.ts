import { readFile } from 'node:fs/promises'
import { projectPath } from '../../project.ts'

/** The statements that make the empty tables of a city, in `schema`. */
export async function schemaStatements(schema: string): Promise<string> {
  const text = await readFile(projectPath('server/city/schema.sql'), 'utf8')
  return text.replaceAll(':schema', schema)
}
