import type { Area } from '../../shared/catalogue/area.ts'
import type { Catalogue } from '../../shared/catalogue/catalogue.ts'
import type { Rule, Service } from '../../shared/catalogue/service.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { ChecksField, SelectField, SwitchField } from './ChoiceFields.tsx'
import { Wrong } from './Labelled.tsx'
import { LocalizedField } from './TextFields.tsx'

const NOWHERE: Area = { districts: [], jurisdictions: [] }

interface TerritoryFieldsProps {
  place: string
  value: Service['territory']
  onChange(value: Service['territory'], place: string | null): void
}

/** Where alone a type is taken, and whom to turn to elsewhere. */
export function TerritoryFields({ place, value, onChange }: TerritoryFieldsProps) {
  const start = { ...NOWHERE, elsewhere: { fr: '', en: '' } }
  return (
    <>
      <SwitchField
        field="territory"
        place={place}
        value={value !== undefined}
        onChange={(some) => onChange(some ? start : undefined, null)}
      />
      {value !== undefined && (
        <>
          <AreaFields
            place={place}
            value={value}
            onChange={(area) => onChange({ ...value, ...area }, null)}
          />
          <LocalizedField
            field="elsewhere"
            place={`${place}.elsewhere`}
            value={value.elsewhere}
            onChange={(elsewhere) => onChange({ ...value, elsewhere }, `${place}.elsewhere`)}
          />
        </>
      )}
    </>
  )
}

interface WhereFieldsProps {
  place: string
  value: Rule['where']
  onChange(value: Rule['where']): void
}

/** Where alone a rule holds. */
export function WhereFields({ place, value, onChange }: WhereFieldsProps) {
  return (
    <>
      <SwitchField
        field="where"
        place={place}
        value={value !== undefined}
        onChange={(some) => onChange(some ? NOWHERE : undefined)}
      />
      {value !== undefined && <AreaFields place={place} value={value} onChange={onChange} />}
    </>
  )
}

interface AreaFieldsProps {
  place: string
  value: Area
  onChange(value: Area): void
}

function AreaFields({ place, value, onChange }: AreaFieldsProps) {
  const city = useScreen((state) => state.city)
  const { districts, jurisdictions } = value
  const towns = (city?.jurisdictions ?? []).map(({ id }) => ({ value: id, text: id }))
  return (
    <>
      <Wrong place={place} />
      <ChecksField
        field="districts"
        place={`${place}.districts`}
        value={districts}
        choices={(city?.districts ?? []).map(({ code, short }) => ({ value: code, text: short }))}
        onChange={(chosen) => onChange({ districts: chosen, jurisdictions })}
      />
      {towns.length + jurisdictions.length > 1 && (
        <ChecksField
          field="jurisdictions"
          place={`${place}.jurisdictions`}
          value={jurisdictions}
          choices={towns}
          onChange={(chosen) => onChange({ districts, jurisdictions: chosen })}
        />
      )}
    </>
  )
}

type Agencies = Catalogue['agencies']

/** Those whose opening hours the town has, by name. */
function useAgenciesWithHours(agencies: Agencies): { code: string; name: string }[] {
  const { locale } = usePreferences()
  const known = useScreen((state) => state.city?.onCall.agencies)
  return (known ?? []).map(({ agency }) => ({
    code: agency,
    name: agencies.find(({ code }) => code === agency)?.name[locale] || agency,
  }))
}

interface OpeningHoursFieldProps {
  place: string
  value: string | undefined
  agencies: Agencies
  onChange(value: string | undefined): void
}

/** In whose hours alone a type is taken. */
export function OpeningHoursField({ place, value, agencies, onChange }: OpeningHoursFieldProps) {
  const words = useWords().catalogue
  const known = useAgenciesWithHours(agencies)
  return (
    <SelectField
      field="openingHours"
      place={place}
      value={value}
      choices={[
        { value: undefined, text: words.anyHour },
        ...known.map(({ code, name }) => ({ value: code, text: name })),
      ]}
      onChange={onChange}
    />
  )
}

interface DuringFieldProps {
  place: string
  value: Rule['hours']
  agencies: Agencies
  onChange(value: Rule['hours']): void
}

const STATES = ['open', 'closed'] as const

/** While who is open, or closed, a rule holds. */
export function DuringField({ place, value, agencies, onChange }: DuringFieldProps) {
  const words = useWords().catalogue
  const known = useAgenciesWithHours(agencies)
  const choices = known.flatMap(({ code, name }) =>
    STATES.map((are) => ({
      during: { of: code, are },
      value: keyOf(code, are),
      text: words.during[are](name),
    })),
  )
  return (
    <SelectField
      field="hours"
      place={place}
      value={value && keyOf(value.of, value.are)}
      choices={[{ value: undefined, text: words.anyHour }, ...choices]}
      onChange={(chosen) => onChange(choices.find((one) => one.value === chosen)?.during)}
    />
  )
}

function keyOf(agency: string, are: string): string {
  return `${agency} ${are}`
}
