import type { Catalogue } from '../../shared/catalogue/catalogue.ts'
import { codeFollowing, freeCode, namesAgency, renamedAgency } from '../../shared/catalogue/edit.ts'
import type { Agency } from '../../shared/catalogue/service.ts'
import type { Localized } from '../../shared/text.ts'
import { edit } from '../intent/catalogue-desk.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { SelectField, SwitchField } from './ChoiceFields.tsx'
import { ItemList } from './ItemList.tsx'
import { CodeField, LocalizedField } from './TextFields.tsx'
import { useDesk, useDraft } from './use-desk.ts'

const KINDS = ['police', 'city_service', 'partner'] as const

/** The families of the catalogue. */
export function FamiliesEditor() {
  const words = useWords().catalogue
  const draft = useDraft()
  const { families, services } = draft
  const published = useDesk(({ inForce }) => inForce.families)
  const { locale } = usePreferences()
  const set = (made: Catalogue['families'], place: string | null, said?: string) =>
    edit({ ...draft, families: made }, place, said)
  return (
    <div className="cat-editor">
      <header className="cat-editor-head">
        <h2>{words.list.families}</h2>
      </header>
      <p className="caption">{words.notes.families}</p>
      <ItemList
        place="families"
        items={families}
        name={({ name, code }) => `${words.fields.family.label} ${name[locale] || code}`}
        summary={({ name, code }) => (
          <>
            <span className="cat-summary">{name[locale] || words.list.unnamed}</span>
            <span className="caption">
              {words.notes.used(services.filter((service) => service.family === code).length)}
            </span>
          </>
        )}
        create={() => ({ code: freeCode('famille', families), name: { fr: '', en: '' } })}
        onChange={(made, said) => set(made, null, said)}
      >
        {(family, place, index) => (
          <Named
            one={family}
            others={families.filter((one) => one !== family)}
            place={place}
            fixed={published.some(({ code }) => code === family.code)}
            onChange={({ code, name }, where) => {
              const moved = services.map((service) =>
                service.family === family.code ? { ...service, family: code } : service,
              )
              const made = families.with(index, { ...family, code, name })
              edit({ ...draft, families: made, services: moved }, where)
            }}
          />
        )}
      </ItemList>
    </div>
  )
}

/** Who deals with what. */
export function AgenciesEditor() {
  const words = useWords().catalogue
  const draft = useDraft()
  const { agencies, services } = draft
  const published = useDesk(({ inForce }) => inForce.agencies)
  const { locale } = usePreferences()
  const set = (made: Agency[], place: string | null, said?: string) =>
    edit({ ...draft, agencies: made }, place, said)
  return (
    <div className="cat-editor">
      <header className="cat-editor-head">
        <h2>{words.list.agencies}</h2>
      </header>
      <p className="caption">{words.notes.agencies}</p>
      <ItemList
        place="agencies"
        items={agencies}
        name={({ name, code }) => `${words.fields.agency.label} ${name[locale] || code}`}
        summary={({ name, kind, code }) => (
          <>
            <span className="cat-summary">{name[locale] || words.list.unnamed}</span>
            <span className="chip">{words.agencyKinds[kind]}</span>
            <span className="caption">{words.notes.used(usesOf(code))}</span>
          </>
        )}
        create={(): Agency => ({
          code: freeCode('destinataire', agencies),
          name: { fr: '', en: '' },
          kind: 'city_service',
        })}
        onChange={(made, said) => set(made, null, said)}
      >
        {(agency, place, index) => (
          <>
            <Named
              one={agency}
              others={agencies.filter((one) => one !== agency)}
              place={place}
              fixed={published.some(({ code }) => code === agency.code)}
              onChange={({ code, name }, where) => {
                const made = agencies.with(index, { ...agency, code, name })
                const following = services.map((service) => renamedAgency(service, agency.code, code))
                edit({ ...draft, agencies: made, services: following }, where)
              }}
            />
            <SelectField
              field="kind"
              place={`${place}.kind`}
              value={agency.kind}
              choices={KINDS.map((value) => ({ value, text: words.agencyKinds[value] }))}
              onChange={(kind) => set(agencies.with(index, { ...agency, kind }), null)}
            />
            <SwitchField
              field="workList"
              place={`${place}.workList`}
              value={agency.workList ?? false}
              onChange={(workList) =>
                set(agencies.with(index, { ...agency, workList: workList || undefined }), null)
              }
            />
          </>
        )}
      </ItemList>
    </div>
  )

  function usesOf(code: string): number {
    return services.filter((service) => namesAgency(service, code)).length
  }
}

interface Coded {
  code: string
  name: Localized
}

interface NamedProps {
  one: Coded
  others: readonly Coded[]
  place: string
  fixed: boolean
  onChange(one: Coded, place: string): void
}

/** A name and a code, which follows the name until it is published. */
function Named({ one, others, place, fixed, onChange }: NamedProps) {
  const { code, name } = one
  return (
    <>
      <LocalizedField
        field="name"
        place={`${place}.name`}
        value={name}
        onChange={(after) => {
          const followed = fixed
            ? code
            : codeFollowing({ code, before: name.fr, after: after.fr }, others, 'small')
          onChange({ code: followed, name: after }, `${place}.name`)
        }}
      />
      <CodeField
        field={fixed ? 'codeFixed' : 'code'}
        place={`${place}.code`}
        value={code}
        fixed={fixed}
        onChange={(after) => onChange({ code: after, name }, `${place}.code`)}
      />
    </>
  )
}
