import type { ReactNode } from 'react'
import { outcomes } from '../../shared/assignment/assignment.ts'
import { freeCode, newQuestion, without } from '../../shared/catalogue/edit.ts'
import type { Service } from '../../shared/catalogue/service.ts'
import { domainWords } from '../../shared/words.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { ChecksField } from './ChoiceFields.tsx'
import { conditionText } from './condition-text.ts'
import { DetailFields, newDetail } from './DetailFields.tsx'
import { ItemList } from './ItemList.tsx'
import { NumberField } from './NumberField.tsx'
import { QuestionFields } from './QuestionFields.tsx'
import { RuleFields, RuleSummary } from './RuleFields.tsx'
import { useDraft } from './use-desk.ts'

export interface PartProps {
  service: Service
  place: string
  /** As it is published; undefined where it is new. */
  published: Service | undefined
  onChange(service: Service, place: string | null, said?: string): void
}

export function Section({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section className="cat-section" aria-label={title}>
      <h3>{title}</h3>
      {note !== undefined && <p className="caption">{note}</p>}
      <div className="cat-fields">{children}</div>
    </section>
  )
}

export function Questions({ service, place, published, onChange }: PartProps) {
  const words = useWords().catalogue
  const { locale } = usePreferences()
  const { questions } = service
  return (
    <Section
      title={words.sections.questions}
      note={questions.length === 0 ? words.notes.noQuestions : words.notes.questions}
    >
      <ItemList
        place={`${place}.questions`}
        items={questions}
        name={({ label, code }) => words.question(label[locale] || code)}
        summary={({ say, label, datatype, when, required }, at) => (
          <>
            <b className="num">{at + 1}</b>
            <span className="cat-summary">
              {say[locale] || label[locale] || words.list.unnamed}
              {when !== undefined && (
                <small>{words.condition.when(conditionText(when, questions, locale))}</small>
              )}
            </span>
            {required && <span className="chip">{words.fields.required.label}</span>}
            <span className="caption">{words.datatypes[datatype]}</span>
          </>
        )}
        create={() => newQuestion(questions)}
        copy={(question) => ({ ...question, code: freeCode(question.code, questions) })}
        onChange={(made, said) => onChange({ ...service, questions: made }, null, said)}
      >
        {({ code }, own, index) => (
          <QuestionFields
            service={service}
            index={index}
            place={own}
            published={published?.questions.find((one) => one.code === code)}
            onChange={onChange}
          />
        )}
      </ItemList>
    </Section>
  )
}

export function Rules({ service, place, onChange }: PartProps) {
  const words = useWords().catalogue
  const { agencies } = useDraft()
  const { rules } = service
  return (
    <Section title={words.sections.rules} note={rules.length === 0 ? words.notes.noRules : words.notes.rules}>
      <ItemList
        place={`${place}.rules`}
        items={rules}
        name={(_rule, index) => words.rule(index + 1)}
        summary={(rule) => <RuleSummary rule={rule} service={service} agencies={agencies} />}
        create={() => ({})}
        copy={(rule) => rule}
        onChange={(made, said) => onChange({ ...service, rules: made }, null, said)}
      >
        {(rule, own, index) => (
          <RuleFields
            rule={rule}
            place={own}
            service={service}
            agencies={agencies}
            onChange={(made, where) => onChange({ ...service, rules: rules.with(index, made) }, where)}
          />
        )}
      </ItemList>
    </Section>
  )
}

export function Outcomes({ service, place, onChange }: PartProps) {
  const words = useWords().catalogue
  const { locale } = usePreferences()
  const details = service.details ?? []
  const orNone = <T,>(list: T[]) => (list.length === 0 ? undefined : list)
  return (
    <>
      <ChecksField
        field="outcomes"
        place={`${place}.outcomes`}
        value={service.outcomes ?? []}
        choices={outcomes.map((value) => ({ value, text: domainWords[locale].outcome[value] }))}
        onChange={(chosen) => onChange({ ...service, outcomes: orNone(chosen) }, null)}
      />
      <div className="cat-field wide">
        <span className="cat-label">{words.fields.details.label}</span>
        <span className="caption">{words.fields.details.help}</span>
        <ItemList
          place={`${place}.details`}
          items={details}
          name={({ label, code }) => words.detail(label[locale] || code)}
          summary={({ label, kind }) => (
            <>
              <span className="cat-summary">{label[locale] || words.list.unnamed}</span>
              <span className="caption">{words.detailKinds[kind]}</span>
            </>
          )}
          create={details.length < 4 ? () => newDetail(details) : undefined}
          onChange={(made, said) => onChange({ ...service, details: orNone(made) }, null, said)}
        >
          {(detail, own, index) => (
            <DetailFields
              detail={detail}
              others={without(details, index)}
              place={own}
              onChange={(made, where, said) =>
                onChange({ ...service, details: details.with(index, made) }, where, said)
              }
            />
          )}
        </ItemList>
      </div>
    </>
  )
}

export function Duplicates({ service, place, onChange }: PartProps) {
  const words = useWords().catalogue
  const { locale } = usePreferences()
  const { services } = useDraft()
  const { duplicates } = service
  const related = services.filter((one) => one.family === service.family && one.code !== service.code)
  return (
    <>
      {(['metres', 'minutes'] as const).map((field) => (
        <NumberField
          key={field}
          field={field}
          place={`${place}.duplicates.${field}`}
          value={duplicates[field]}
          onChange={(value = 0) =>
            onChange(
              { ...service, duplicates: { ...duplicates, [field]: value } },
              `${place}.duplicates.${field}`,
            )
          }
        />
      ))}
      <NumberField
        field="raisedFrom"
        place={`${place}.duplicates.raisedFrom`}
        value={duplicates.raisedFrom}
        optional
        onChange={(raisedFrom) =>
          onChange(
            { ...service, duplicates: { ...duplicates, raisedFrom } },
            `${place}.duplicates.raisedFrom`,
          )
        }
      />
      <p className="caption wide">
        {words.notes.duplicates(related.map(({ name }) => name[locale]).join(', '))}
      </p>
    </>
  )
}
