import { type KeyboardEvent, useState } from 'react'
import type { Answer } from '../../shared/catalogue/answer.ts'
import { LARGEST_NUMBER, LONGEST_LINE } from '../../shared/catalogue/fit.ts'
import { choicesOf, type Question } from '../../shared/catalogue/question.ts'
import { Icon } from '../design/Icon.tsx'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { goOnAfter } from './step.ts'
import { answerTyped, answerWritten } from './typed-answer.ts'

interface QuestionFieldProps {
  question: Question
  answer: Answer | undefined
  /** Undefined: it is taken back. */
  onAnswer(question: Question, answer: Answer | undefined): void
}

/** One question, with the sentence to read out: choices by their digits, the rest typed; Enter goes on. */
export function QuestionField({ question, answer, onAnswer }: QuestionFieldProps) {
  const words = useWords().intake.questions
  const { locale } = usePreferences()
  const { code, say, label, required } = question
  const step = `q:${code}`
  const done = answer !== undefined
  return (
    <fieldset className="intake-question" data-step={step} data-done={done}>
      <legend>
        <Icon name={done ? 'check' : 'right'} />
        <span title={label[locale]}>{say[locale]}</span>
        {!required && <span className="caption">{words.optional}</span>}
      </legend>
      {choicesOf(question).length > 0 ? (
        <Choices question={question} answer={answer} onAnswer={onAnswer} onDone={() => goOnAfter(step)} />
      ) : (
        <Typed question={question} answer={answer} onAnswer={onAnswer} onDone={() => goOnAfter(step)} />
      )}
    </fieldset>
  )
}

type PartProps = QuestionFieldProps & { onDone(): void }

function Choices({ question, answer, onAnswer, onDone }: PartProps) {
  const { locale } = usePreferences()
  const several = question.datatype === 'multivaluelist'
  const chosen = answer === undefined ? [] : [answer].flat()
  const choices = choicesOf(question)
  const choose = (key: string) => {
    const others = chosen.filter((one) => one !== key)
    const keys =
      several && others.length === chosen.length ? [...chosen.map(String), key] : others.map(String)
    if (!several) onAnswer(question, chosen.includes(key) ? undefined : key)
    else onAnswer(question, keys.length === 0 ? undefined : keys)
    if (!several && !chosen.includes(key)) onDone()
  }
  const press = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    // By the key's place, never with Shift: the digits of a French keyboard are above letters.
    const digit = event.shiftKey ? undefined : /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1]
    const choice = digit === undefined ? undefined : choices[Number(digit) - 1]
    if (choice !== undefined) choose(choice.key)
    else if (event.key === 'Enter' && !event.shiftKey) onDone()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons in it
    <div className="intake-choices" onKeyDown={press}>
      {choices.map(({ key, name }, index) => (
        <button
          key={key}
          type="button"
          className="intake-choice"
          aria-pressed={chosen.includes(key)}
          onClick={() => choose(key)}
        >
          {index < 9 && <kbd className="key">{index + 1}</kbd>} <span>{name[locale]}</span>
        </button>
      ))}
    </div>
  )
}

/** Typed until it makes an answer; what makes none is told, and kept to be put right. */
function Typed({ question, answer, onAnswer, onDone }: PartProps) {
  const { locale } = usePreferences()
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const { datatype, say, hint } = question
  const [written, setWritten] = useState(() => answerWritten(question, answer, timeZone))
  const wrong = written.trim() !== '' && answerTyped(question, written, timeZone) === undefined
  const field = {
    className: 'field',
    value: written,
    'aria-label': say[locale],
    'aria-invalid': wrong,
    placeholder: hint?.[locale] ?? '',
    autoComplete: 'off',
    onChange: ({ target }: { target: { value: string } }) => {
      setWritten(target.value)
      onAnswer(question, answerTyped(question, target.value, timeZone))
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.shiftKey) return
      event.preventDefault()
      event.stopPropagation()
      onDone()
    },
  }
  if (datatype === 'text') return <textarea rows={2} maxLength={2000} {...field} />
  if (datatype === 'datetime') return <input type="datetime-local" {...field} />
  if (datatype === 'number')
    return <input inputMode="numeric" maxLength={String(LARGEST_NUMBER).length + 3} {...field} />
  return <input maxLength={LONGEST_LINE} {...field} />
}
