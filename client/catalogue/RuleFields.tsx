import type { Area } from '../../shared/catalogue/area.ts'
import type { Catalogue } from '../../shared/catalogue/catalogue.ts'
import { type Priority, type Rule, type Service, skills } from '../../shared/catalogue/service.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { ChecksField, SelectField } from './ChoiceFields.tsx'
import { ConditionField } from './ConditionField.tsx'
import { conditionText } from './condition-text.ts'
import { DuringField, WhereFields } from './PlaceFields.tsx'
import { OptionalLocalizedField } from './TextFields.tsx'

const PRIORITIES: readonly (Priority | undefined)[] = [undefined, 1, 2, 3]

interface RuleFieldsProps {
  rule: Rule
  place: string
  service: Service
  agencies: Catalogue['agencies']
  onChange(rule: Rule, place: string | null): void
}

/** If so, then that. */
export function RuleFields({ rule, place, service, agencies, onChange }: RuleFieldsProps) {
  const words = useWords().catalogue
  const { locale } = usePreferences()
  const equipment = useScreen((state) => state.city?.fleet.equipment)
  const some = <T,>(list: T[]) => (list.length === 0 ? undefined : list)
  return (
    <>
      <ConditionField
        field="ruleWhen"
        place={`${place}.when`}
        value={rule.when}
        questions={service.questions}
        onChange={(when) => onChange({ ...rule, when }, null)}
      />
      <DuringField
        place={`${place}.hours`}
        value={rule.hours}
        agencies={agencies}
        onChange={(hours) => onChange({ ...rule, hours }, null)}
      />
      <WhereFields
        place={`${place}.where`}
        value={rule.where}
        onChange={(where) => onChange({ ...rule, where }, null)}
      />
      <SelectField
        field="raises"
        place={`${place}.priority`}
        value={rule.priority}
        choices={PRIORITIES.map((value) => ({
          value,
          text: value === undefined ? words.unset : String(value),
        }))}
        onChange={(priority) => onChange({ ...rule, priority }, null)}
      />
      <SelectField
        field="ruleAgency"
        place={`${place}.agency`}
        value={rule.agency}
        choices={[
          { value: undefined, text: words.unset },
          ...agencies.map(({ code, name }) => ({ value: code, text: name[locale] || code })),
        ]}
        onChange={(agency) => onChange({ ...rule, agency }, null)}
      />
      <ChecksField
        field="skills"
        place={`${place}.skills`}
        value={rule.skills ?? []}
        choices={skills.map((value) => ({ value, text: words.skills[value] }))}
        onChange={(chosen) => onChange({ ...rule, skills: some(chosen) }, null)}
      />
      <ChecksField
        field="equipment"
        place={`${place}.equipment`}
        value={rule.equipment ?? []}
        choices={(equipment ?? []).map(({ code, name }) => ({ value: code, text: name[locale] }))}
        onChange={(chosen) => onChange({ ...rule, equipment: some(chosen) }, null)}
      />
      <OptionalLocalizedField
        field="advice"
        place={`${place}.advice`}
        value={rule.advice}
        onChange={(advice) => onChange({ ...rule, advice }, `${place}.advice`)}
      />
    </>
  )
}

type RuleSummaryProps = Pick<RuleFieldsProps, 'rule' | 'service' | 'agencies'>

/** « si Arme = arme à feu → priorité 1, Police nationale, à dire » */
export function RuleSummary({ rule, service, agencies }: RuleSummaryProps) {
  const words = useWords().catalogue
  const { locale } = usePreferences()
  const city = useScreen((state) => state.city)
  const equipment = city?.fleet.equipment ?? []
  const { when, priority, advice } = rule
  const effects = [
    ...(priority === undefined ? [] : [`${words.preview.priority} ${priority}`]),
    ...(rule.agency === undefined
      ? []
      : [agencies.find(({ code }) => code === rule.agency)?.name[locale] ?? rule.agency]),
    ...(rule.skills ?? []).map((skill) => words.skills[skill]),
    ...(rule.equipment ?? []).map((code) => equipment.find((one) => one.code === code)?.name[locale] ?? code),
    ...(advice === undefined ? [] : [advice[locale]]),
  ]
  const nameOf = (code: string) => agencies.find((one) => one.code === code)?.name[locale] ?? code
  const limits = [
    ...(when === undefined ? [] : [words.condition.when(conditionText(when, service.questions, locale))]),
    ...(rule.hours === undefined ? [] : [words.during[rule.hours.are](nameOf(rule.hours.of))]),
    ...(rule.where === undefined ? [] : [words.inPlaces(placesOf(rule.where))]),
  ]
  return (
    <span className="cat-summary">
      {limits.length === 0 ? words.condition.always : limits.join(', ')}
      {' → '}
      <b>{effects.join(', ') || '…'}</b>
    </span>
  )

  function placesOf({ districts, jurisdictions }: Area): string {
    const named = districts.map((code) => city?.districts.find((one) => one.code === code)?.short ?? code)
    return [...named, ...jurisdictions].join(', ') || '…'
  }
}
