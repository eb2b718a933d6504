import { z } from 'zod'
import { HOUR, type Instant } from '../../shared/instant.ts'
import { outcomeOf, type Unanswered } from './exchange.ts'
import { askTown, identityOf, jsonIn } from './other-town.ts'
import type { OtherTown } from './partners.ts'
import type { Told } from './told.ts'

const MOST_BYTES = 500_000
const MOST_KEPT = 500
const MOST_ATTRIBUTES = 200
const MOST_NAMED = 5

const textSchema = z.union([z.string(), z.number().transform(String)])
const flagSchema = z.union([z.boolean(), z.string().transform((text) => text === 'true')])
const attributeSchema = z.looseObject({
  code: textSchema,
  datatype: z.string().default('string'),
  required: flagSchema.default(false),
  /** False: it is to be read, not answered. */
  variable: flagSchema.default(true),
  values: z.array(z.looseObject({ key: textSchema, name: textSchema.nullish() })).nullish(),
})
type Attribute = z.infer<typeof attributeSchema>

const definitionSchema = z.looseObject({ attributes: z.array(attributeSchema).max(MOST_ATTRIBUTES) })
/** Some servers wrap it in a list. */
const answeredSchema = z.union([definitionSchema, z.tuple([definitionSchema]).transform(([one]) => one)])

/** What other towns' services ask, each read once an hour at most. One without a definition asks nothing. */
export class TheirServices {
  private readonly kept = new Map<string, { attributes: Attribute[]; until: number }>()

  constructor(
    private readonly now: () => Instant,
    private readonly timeoutMs: number,
  ) {}

  async attributesOf(town: OtherTown, code: string): Promise<Attribute[] | Unanswered> {
    const name = JSON.stringify([town.url, town.jurisdictionId, code])
    const kept = this.kept.get(name)
    if (kept !== undefined && this.now() < kept.until) return kept.attributes
    const query = new URLSearchParams(identityOf(town))
    const path = `services/${encodeURIComponent(code)}.json?${query}`
    const answered = await askTown(town, 'GET', path, this.timeoutMs, { mostBytes: MOST_BYTES })
    if (!('text' in answered)) return answered
    const outcome = outcomeOf(answered)
    if (outcome.status === 'again') return outcome
    const attributes = answeredSchema.safeParse(jsonIn(answered)).data?.attributes ?? []
    if (this.kept.size >= MOST_KEPT) this.kept.clear()
    this.kept.set(name, { attributes, until: this.now() + HOUR })
    return attributes
  }
}

/** What is answered of what they ask, as fields of a form; and the codes of what they require and nothing answers. */
export function attributesFor(
  attributes: readonly Attribute[],
  { answers }: Pick<Told, 'answers'>,
  defaults: OtherTown['attributes'],
): { fields: [string, string][]; missing: string[] } {
  const fields: [string, string][] = []
  const missing: string[] = []
  for (const attribute of attributes) {
    if (!attribute.variable) continue
    const { code, datatype, required } = attribute
    const own = answers.find((answer) => answer.code === code)
    const said = own === undefined ? [] : fitting(attribute, own)
    const given = said.length > 0 ? said : [defaults[code] ?? []].flat()
    const name = datatype === 'multivaluelist' ? `attribute[${code}][]` : `attribute[${code}]`
    const [first] = given
    if (first === undefined) {
      if (required) missing.push(code)
    } else if (datatype === 'multivaluelist')
      fields.push(...given.map((one): [string, string] => [name, one]))
    else fields.push([name, first])
  }
  return { fields, missing }
}

/** « attribute_missing HAUTEUR TYPE »: what a person must see to. */
export function missingProblem(missing: readonly string[]): string {
  const codes = missing.slice(0, MOST_NAMED).map((code) => code.replace(/[^\w-]/g, '_').slice(0, 40))
  return ['attribute_missing', ...codes.filter((code) => code !== '')].join(' ')
}

/** An answer of ours as theirs: of a list by its key or its name, anything else as it is written. */
function fitting({ datatype, values }: Attribute, { given, text }: Told['answers'][number]): string[] {
  if (!datatype.endsWith('list')) {
    const [only, ...more] = given
    return datatype === 'string' || datatype === 'text' ? [text.fr] : only && more.length === 0 ? [only] : []
  }
  const names = new Set([text.fr, text.en].flatMap((said) => said.split(', ')).map(folded))
  const chosen = (values ?? []).filter(
    ({ key, name }) => given.includes(key) || (name != null && names.has(folded(name))),
  )
  return chosen.map(({ key }) => key)
}

const folded = (text: string) => text.trim().toLowerCase()
