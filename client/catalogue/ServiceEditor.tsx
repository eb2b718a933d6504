import { codeFollowing, copyOf, without } from '../../shared/catalogue/edit.ts'
import { skills, themes } from '../../shared/catalogue/service.ts'
import { domainWords } from '../../shared/words.ts'
import { Icon } from '../design/Icon.tsx'
import { edit, moveService, show } from '../intent/catalogue-desk.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { ChecksField, SelectField } from './ChoiceFields.tsx'
import { Tool } from './ItemList.tsx'
import { KeywordsField } from './KeywordsField.tsx'
import { Wrong } from './Labelled.tsx'
import { NumberField } from './NumberField.tsx'
import { OpeningHoursField, TerritoryFields } from './PlaceFields.tsx'
import { Duplicates, Outcomes, type PartProps, Questions, Rules, Section } from './ServiceParts.tsx'
import { CodeField, LocalizedField } from './TextFields.tsx'
import { reveal, useDesk, useDraft } from './use-desk.ts'

const PRIORITIES = [1, 2, 3, 4] as const

/** Everything that is said of one type of request. */
export function ServiceEditor({ index }: { index: number }) {
  const words = useWords().catalogue
  const draft = useDraft()
  const service = draft.services[index]
  const published = useDesk(({ inForce }) => inForce.services.find(({ code }) => code === service?.code))
  if (service === undefined) return <p className="cat-empty">{words.preview.empty}</p>
  const place = `services.${service.code || index + 1}`
  const part: PartProps = {
    service,
    place,
    published,
    onChange: (made, where, said) =>
      edit({ ...draft, services: draft.services.with(index, made) }, where, said),
  }
  return (
    <div className="cat-editor" key={index}>
      <Head index={index} isPublished={published !== undefined} />
      <Wrong place={place} />
      <Section title={words.sections.what}>
        <What {...part} />
      </Section>
      <Section title={words.sections.how}>
        <How {...part} />
      </Section>
      <Questions {...part} />
      <Rules {...part} />
      <Section title={words.sections.outcomes}>
        <Outcomes {...part} />
      </Section>
      <Section title={words.sections.duplicates}>
        <Duplicates {...part} />
      </Section>
    </div>
  )
}

/** What it is called, and what is done to it as a whole. */
function Head({ index, isPublished }: { index: number; isPublished: boolean }) {
  const words = useWords().catalogue
  const { locale } = usePreferences()
  const draft = useDraft()
  const service = draft.services[index]
  if (service === undefined) return null
  const called = service.name[locale] || words.list.unnamed
  const copy = () => {
    const made = copyOf(service, draft.services)
    edit({ ...draft, services: draft.services.toSpliced(index + 1, 0, made) }, null)
    show({ what: 'service', index: index + 1 })
    reveal(`services.${made.code}.name.fr`)
  }
  const remove = () => {
    const said = isPublished ? words.said.retired(called) : words.said.removed(called)
    edit({ ...draft, services: without(draft.services, index) }, null, said)
    show({ what: 'service', index: Math.min(index, draft.services.length - 2) })
  }
  return (
    <header className="cat-editor-head">
      <h2>{called}</h2>
      <Tool icon="up" does={words.item.up} called={called} onClick={() => moveService(index, -1)} />
      <Tool icon="down" does={words.item.down} called={called} onClick={() => moveService(index, 1)} />
      <button type="button" className="button" onClick={copy}>
        <Icon name="copy" size={12} /> {words.item.copy}
      </button>
      <button type="button" className="button" disabled={draft.services.length === 1} onClick={remove}>
        <Icon name="close" size={12} /> {isPublished ? words.item.retire : words.item.remove}
      </button>
    </header>
  )
}

function What({ service, place, published, onChange }: PartProps) {
  const { locale } = usePreferences()
  const { families, services } = useDraft()
  const { code } = service
  return (
    <>
      <LocalizedField
        field="name"
        place={`${place}.name`}
        value={service.name}
        onChange={(name) => {
          const others = services.filter((one) => one !== service)
          const before = service.name.fr
          const followed =
            published === undefined
              ? codeFollowing({ code, before, after: name.fr }, others, 'capitals')
              : code
          // One step back for the whole name, though its code changes on the way.
          onChange({ ...service, name, code: followed }, `${services.indexOf(service)} name`)
        }}
      />
      <LocalizedField
        field="description"
        place={`${place}.description`}
        value={service.description}
        onChange={(description) => onChange({ ...service, description }, `${place}.description`)}
      />
      <KeywordsField
        place={`${place}.keywords`}
        value={service.keywords}
        onChange={(keywords) => onChange({ ...service, keywords }, null)}
      />
      <SelectField
        field="family"
        place={`${place}.family`}
        value={service.family}
        choices={families.map((one) => ({ value: one.code, text: one.name[locale] || one.code }))}
        onChange={(family) => onChange({ ...service, family }, null)}
      />
      <SelectField
        field="theme"
        place={`${place}.theme`}
        value={service.theme}
        choices={themes.map((value) => ({ value, text: domainWords[locale].theme[value] }))}
        onChange={(theme) => onChange({ ...service, theme }, null)}
      />
      <CodeField
        field={published === undefined ? 'code' : 'codeFixed'}
        place={`${place}.code`}
        value={code}
        fixed={published !== undefined}
        onChange={(made) => onChange({ ...service, code: made }, `${services.indexOf(service)} code`)}
      />
    </>
  )
}

function How({ service, place, onChange }: PartProps) {
  const words = useWords().catalogue
  const { locale } = usePreferences()
  const { agencies } = useDraft()
  const { deadlines } = service
  return (
    <>
      <SelectField
        field="agency"
        place={`${place}.agency`}
        value={service.agency}
        choices={agencies.map(({ code, name }) => ({ value: code, text: name[locale] || code }))}
        onChange={(agency) => onChange({ ...service, agency }, null)}
      />
      <SelectField
        field="priority"
        place={`${place}.priority`}
        value={service.priority}
        choices={PRIORITIES.map((value) => ({ value, text: String(value) }))}
        onChange={(priority) => onChange({ ...service, priority }, null)}
      />
      <NumberField
        field="usualMinutesOnScene"
        place={`${place}.usualMinutesOnScene`}
        value={service.usualMinutesOnScene}
        onChange={(minutes = 0) =>
          onChange({ ...service, usualMinutesOnScene: minutes }, `${place}.usualMinutesOnScene`)
        }
      />
      <div className="cat-fields wide" id={`${place}.deadlines`}>
        {(['acknowledged', 'onScene', 'secured'] as const).map((field) => (
          <NumberField
            key={field}
            field={field}
            place={`${place}.deadlines.${field}`}
            value={deadlines[field]}
            optional={field === 'secured'}
            onChange={(minutes) =>
              onChange(
                { ...service, deadlines: { ...deadlines, [field]: minutes } },
                `${place}.deadlines.${field}`,
              )
            }
          />
        ))}
        <Wrong place={`${place}.deadlines`} />
      </div>
      <OpeningHoursField
        place={`${place}.openingHours`}
        value={service.openingHours}
        agencies={agencies}
        onChange={(openingHours) => onChange({ ...service, openingHours }, null)}
      />
      <TerritoryFields
        place={`${place}.territory`}
        value={service.territory}
        onChange={(territory, where) => onChange({ ...service, territory }, where)}
      />
      <ChecksField
        field="skills"
        place={`${place}.skills`}
        value={service.skills}
        choices={skills.map((value) => ({ value, text: words.skills[value] }))}
        onChange={(chosen) => onChange({ ...service, skills: chosen }, null)}
      />
    </>
  )
}
