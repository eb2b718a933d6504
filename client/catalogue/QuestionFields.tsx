import {
  choiceNamed,
  freeCode,
  isPublishedChoice,
  questionNamed,
  renamedChoice,
  renamedQuestion,
  withDatatype,
} from '../../shared/catalogue/edit.ts'
import { choicesOf, type Question } from '../../shared/catalogue/question.ts'
import type { Service } from '../../shared/catalogue/service.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { SelectField, SwitchField } from './ChoiceFields.tsx'
import { ConditionField } from './ConditionField.tsx'
import { ItemList } from './ItemList.tsx'
import { CodeField, LocalizedField, OptionalLocalizedField } from './TextFields.tsx'

const DATATYPES = ['singlevaluelist', 'multivaluelist', 'string', 'text', 'number', 'datetime'] as const

interface QuestionFieldsProps {
  service: Service
  index: number
  place: string
  /** As it is published, where it is: its code, and the keys of its choices, stay. */
  published: Question | undefined
  onChange(service: Service, place: string | null, said?: string): void
}

/** One question of a type of request. */
export function QuestionFields({ service, index, place, published, onChange }: QuestionFieldsProps) {
  const words = useWords().catalogue
  const fixed = published !== undefined
  const question = service.questions[index]
  if (question === undefined) return null
  const set = (made: Question, field: string | null) =>
    onChange({ ...service, questions: service.questions.with(index, made) }, field && `${place}.${field}`)
  const rename = (code: string) => onChange(renamedQuestion(service, index, code), `${place}.code`)
  return (
    <>
      <LocalizedField
        field="say"
        place={`${place}.say`}
        value={question.say}
        onChange={(say) => set({ ...question, say }, 'say')}
      />
      <LocalizedField
        field="label"
        place={`${place}.label`}
        value={question.label}
        onChange={(label) => onChange(questionNamed(service, index, label, published), `${place}.label`)}
      />
      <SelectField
        field="datatype"
        place={`${place}.datatype`}
        value={question.datatype}
        choices={DATATYPES.map((value) => ({ value, text: words.datatypes[value] }))}
        onChange={(datatype) => set(withDatatype(question, datatype), null)}
      />
      <CodeField
        field={fixed ? 'codeFixed' : 'code'}
        place={`${place}.code`}
        value={question.code}
        fixed={fixed}
        onChange={rename}
      />
      <SwitchField
        field="required"
        place={`${place}.required`}
        value={question.required}
        onChange={(required) => set({ ...question, required }, null)}
      />
      {'choices' in question && (
        <Choices service={service} index={index} place={place} published={published} onChange={onChange} />
      )}
      <OptionalLocalizedField
        field="hint"
        place={`${place}.hint`}
        value={question.hint}
        onChange={(hint) => set({ ...question, hint }, 'hint')}
      />
      <ConditionField
        field="when"
        place={`${place}.when`}
        value={question.when}
        questions={service.questions.slice(0, index)}
        onChange={(when) => set({ ...question, when }, null)}
      />
    </>
  )
}

/** What can be answered, in the order of the keys that choose it. */
function Choices({ service, index, place, published, onChange }: QuestionFieldsProps) {
  const words = useWords().catalogue
  const { locale } = usePreferences()
  const question = service.questions[index]
  if (question === undefined || !('choices' in question)) return null
  const choices = choicesOf(question)
  const set = (made: typeof choices, field: string | null, said?: string) =>
    onChange(
      { ...service, questions: service.questions.with(index, { ...question, choices: made }) },
      field,
      said,
    )
  const coded = choices.map(({ key }) => ({ code: key }))
  return (
    <div className="cat-field wide">
      <span className="cat-label">{words.fields.choices.label}</span>
      <span className="caption">{words.fields.choices.help}</span>
      <ItemList
        place={`${place}.choices`}
        items={choices}
        name={({ key, name }) => `${words.fields.choice.label} ${name[locale] || key}`}
        summary={({ key, name }, at) => (
          <>
            <kbd className="key">{at + 1}</kbd>
            <span className="cat-summary">{name[locale] || words.list.unnamed}</span>
            <code className="caption">{key}</code>
          </>
        )}
        create={() => ({ key: freeCode('CHOIX', coded), name: { fr: '', en: '' } })}
        onChange={(made, said) => set(made, null, said)}
      >
        {(choice, own, at) => (
          <>
            <LocalizedField
              field="choice"
              place={`${own}.name`}
              value={choice.name}
              onChange={(name) =>
                onChange(
                  choiceNamed(service, { question: index, choice: at }, name, published),
                  `${place}.choices.${at}`,
                )
              }
            />
            <CodeField
              field={isPublishedChoice(choice.key, published) ? 'codeFixed' : 'choiceKey'}
              place={`${own}.key`}
              value={choice.key}
              fixed={isPublishedChoice(choice.key, published)}
              onChange={(key) =>
                onChange(
                  renamedChoice(service, { question: index, choice: at }, key),
                  `${place}.choices.${at} key`,
                )
              }
            />
          </>
        )}
      </ItemList>
    </div>
  )
}
