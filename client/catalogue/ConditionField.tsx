import { type Clause, type Condition, waysOf } from '../../shared/catalogue/condition.ts'
import { conditionOf, without } from '../../shared/catalogue/edit.ts'
import { choicesOf, type Question } from '../../shared/catalogue/question.ts'
import { Icon } from '../design/Icon.tsx'
import { usePreferences, useWords } from '../react/use-words.ts'
import { Checks } from './ChoiceFields.tsx'
import { Labelled, Wrong } from './Labelled.tsx'

const MOST = 8

interface ConditionFieldProps {
  field: 'when' | 'ruleWhen'
  place: string
  value: Condition | undefined
  /** Those that it may speak of. */
  questions: readonly Question[]
  onChange(value: Condition | undefined): void
}

/** When a question is asked or a rule holds: always, or where all of some clauses are true, or of others. */
export function ConditionField({ field, place, value, questions, onChange }: ConditionFieldProps) {
  const words = useWords().catalogue.condition
  const ways: readonly (readonly Clause[])[] = value === undefined ? [] : waysOf(value)
  const change = (made: readonly (readonly Clause[])[]) => onChange(conditionOf(made))
  const [first] = questions
  const next = first && clauseOn(first)
  return (
    <Labelled field={field} place={place} group wide>
      {ways.length === 0 && <p className="cat-always">{words.always}</p>}
      {ways.map((way, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: it has no other name
        <div key={index} className="cat-way">
          {index > 0 && <b>{words.or}</b>}
          <Way way={way} questions={questions} onChange={(made) => change(ways.with(index, made))} />
        </div>
      ))}
      <Wrong place={`${place}.is`} />
      {next === undefined ? (
        <p className="caption">{words.none}</p>
      ) : (
        ways.length < MOST && (
          <button type="button" className="button cat-add" onClick={() => change([...ways, [next]])}>
            <Icon name="plus" size={12} /> {ways.length === 0 ? words.add : words.or}
          </button>
        )
      )}
    </Labelled>
  )
}

interface WayProps {
  way: readonly Clause[]
  questions: readonly Question[]
  onChange(way: readonly Clause[]): void
}

function Way({ way, questions, onChange }: WayProps) {
  const words = useWords().catalogue.condition
  const last = way.at(-1)
  const onto = questions.find(({ code }) => code === last?.question) ?? questions[0]
  return (
    <div className="cat-clauses">
      {way.map((clause, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: it has no other name
        <div key={index} className="cat-clause">
          {index > 0 && <b>{words.and}</b>}
          <ClauseFields
            clause={clause}
            questions={questions}
            onChange={(made) => onChange(way.with(index, made))}
          />
          <button
            type="button"
            className="top-icon"
            aria-label={words.remove}
            title={words.remove}
            onClick={() => onChange(without(way, index))}
          >
            <Icon name="close" size={12} />
          </button>
        </div>
      ))}
      {onto !== undefined && way.length < MOST && (
        <button
          type="button"
          className="button quiet cat-add"
          onClick={() => onChange([...way, clauseOn(onto)])}
        >
          <Icon name="plus" size={12} /> {words.and}
        </button>
      )}
    </div>
  )
}

interface ClauseFieldsProps {
  clause: Clause
  questions: readonly Question[]
  onChange(clause: Clause): void
}

function ClauseFields({ clause, questions, onChange }: ClauseFieldsProps) {
  const words = useWords().catalogue.condition
  const { locale } = usePreferences()
  const question = questions.find(({ code }) => code === clause.question)
  const tests = question === undefined ? [testOf(clause)] : testsOf(question)
  const choices = question === undefined ? [] : choicesOf(question)
  return (
    <>
      <select
        className="field"
        aria-label={words.question}
        value={clause.question}
        onChange={({ target }) => {
          const chosen = questions.find(({ code }) => code === target.value)
          if (chosen !== undefined) onChange(clauseOn(chosen))
        }}
      >
        {question === undefined && <option value={clause.question}>{clause.question}</option>}
        {questions.map(({ code, label }) => (
          <option key={code} value={code}>
            {label[locale] || code}
          </option>
        ))}
      </select>
      <select
        className="field cat-test"
        aria-label={words.test}
        value={testOf(clause)}
        onChange={({ target }) => {
          const test = tests.find((one) => one === target.value)
          if (test !== undefined) onChange(clauseFor(clause.question, test))
        }}
      >
        {tests.map((test) => (
          <option key={test} value={test}>
            {words.tests[test]}
          </option>
        ))}
      </select>
      {'is' in clause && (
        <Checks
          value={clause.is}
          choices={choices.map(({ key, name }) => ({ value: key, text: name[locale] || key }))}
          onChange={(is) => onChange({ question: clause.question, is })}
        />
      )}
      {'atLeast' in clause && (
        <input
          className="field num cat-number"
          type="number"
          aria-label={words.number}
          value={clause.atLeast}
          onChange={({ target }) => onChange({ question: clause.question, atLeast: Number(target.value) })}
        />
      )}
    </>
  )
}

type Test = 'is' | 'atLeast' | 'answered'

function testOf(clause: Clause): Test {
  if ('is' in clause) return 'is'
  return 'atLeast' in clause ? 'atLeast' : 'answered'
}

function testsOf(question: Question): Test[] {
  if (choicesOf(question).length > 0) return ['is', 'answered']
  return question.datatype === 'number' ? ['atLeast', 'answered'] : ['answered']
}

function clauseOn(question: Question): Clause {
  return clauseFor(question.code, testsOf(question)[0] ?? 'answered')
}

function clauseFor(question: string, test: Test): Clause {
  if (test === 'is') return { question, is: [] }
  return test === 'atLeast' ? { question, atLeast: 1 } : { question, answered: true }
}
