import { useState } from 'react'
import type { Answer } from '../../shared/catalogue/answer.ts'
import { LARGEST_NUMBER, LONGEST_LINE } from '../../shared/catalogue/fit.ts'
import { choicesOf, type Question } from '../../shared/catalogue/question.ts'
import type { AskedType } from '../../shared/open311/extension.ts'
import { Icon } from '../design/Icon.tsx'
import { answerTyped, answerWritten } from '../intake/typed-answer.ts'
import { answerQuestion } from '../intent/report-form.ts'
import { emergencyNumbers } from '../store/emergency.ts'
import { useFormWords, useLocale, useProblems, useReport, useStanding } from './use-form.ts'

/** What is asked about the type, as the answers before have it, and what is good to know. */
export function Questions({ type }: { type: AskedType }) {
  const words = useFormWords()
  const locale = useLocale()
  const answers = useReport(({ draft }) => draft.answers)
  const assessment = useStanding()?.assessment
  if (assessment === undefined || type.questions.length === 0) return null
  // What is to be done before all stands on top of the page.
  const advice = assessment.advice.filter((text) => emergencyNumbers(text.fr).length === 0)
  return (
    <section className="report-part" aria-labelledby="questions">
      <h2 id="questions">{words.questions.title}</h2>
      {assessment.asked.map((question) => (
        <QuestionField key={question.code} question={question} answer={answers[question.code]} />
      ))}
      <div role="status">
        {advice.map((text) => (
          <p key={text.fr} className="report-tip">
            <Icon name="info" size={20} /> {text[locale]}
          </p>
        ))}
      </div>
    </section>
  )
}

interface QuestionFieldProps {
  question: Question
  answer: Answer | undefined
}

function QuestionField({ question, answer }: QuestionFieldProps) {
  const words = useFormWords()
  const locale = useLocale()
  const missing = useProblems().some((one) => one.part === 'answer' && one.code === question.code)
  const { code, say, required } = question
  const id = `question-${code}`
  const part = { question, answer, describedBy: missing ? `${id}-problem` : undefined }
  return (
    <fieldset className="report-question" id={id} data-problem={missing}>
      <legend>
        {say[locale]} {!required && <span className="report-hint">({words.questions.optional})</span>}
      </legend>
      {missing && (
        <p className="report-problem" id={`${id}-problem`}>
          <Icon name="warning" size={20} /> {words.problems.answer}
        </p>
      )}
      {choicesOf(question).length > 0 ? <Choices {...part} /> : <Typed {...part} />}
    </fieldset>
  )
}

type PartProps = QuestionFieldProps & { describedBy: string | undefined }

function Choices({ question, answer, describedBy }: PartProps) {
  const words = useFormWords().questions
  const locale = useLocale()
  const several = question.datatype === 'multivaluelist'
  const chosen = answer === undefined ? [] : [answer].flat().map(String)
  const choose = (key: string) => {
    if (!several) return answerQuestion(question.code, key)
    const keys = chosen.includes(key) ? chosen.filter((one) => one !== key) : [...chosen, key]
    answerQuestion(question.code, keys.length === 0 ? undefined : keys)
  }
  return (
    <>
      <div className="report-choices">
        {choicesOf(question).map(({ key, name }) => (
          <label key={key}>
            <input
              type={several ? 'checkbox' : 'radio'}
              name={question.code}
              checked={chosen.includes(key)}
              aria-describedby={describedBy}
              onChange={() => choose(key)}
            />
            <span>{name[locale]}</span>
          </label>
        ))}
      </div>
      {!several && !question.required && answer !== undefined && (
        <button
          type="button"
          className="report-quiet"
          onClick={() => answerQuestion(question.code, undefined)}
        >
          {words.clear}
        </button>
      )}
    </>
  )
}

/** Typed until it makes an answer; what makes none is told, and kept to be put right. */
function Typed({ question, answer, describedBy }: PartProps) {
  const words = useFormWords()
  const locale = useLocale()
  const timeZone = useReport((state) => state.town?.timeZone ?? 'UTC')
  const { code, datatype, say, hint } = question
  const [written, setWritten] = useState(() => answerWritten(question, answer, timeZone))
  const wrong = written.trim() !== '' && answerTyped(question, written, timeZone) === undefined
  const hintId = `question-${code}-hint`
  const field = {
    className: 'report-field',
    value: written,
    'aria-label': say[locale],
    'aria-invalid': wrong || describedBy !== undefined,
    'aria-describedby': [describedBy, hintId].filter(Boolean).join(' '),
    autoComplete: 'off',
    onChange: ({ target }: { target: { value: string } }) => {
      setWritten(target.value)
      answerQuestion(code, answerTyped(question, target.value, timeZone))
    },
  }
  return (
    <>
      <p id={hintId} className={wrong ? 'report-problem' : 'report-hint'}>
        {wrong ? words.problems.wrong : hint?.[locale]}
      </p>
      {datatype === 'text' ? (
        <textarea rows={3} maxLength={2000} {...field} />
      ) : datatype === 'datetime' ? (
        <input type="datetime-local" {...field} />
      ) : datatype === 'number' ? (
        <input inputMode="numeric" maxLength={String(LARGEST_NUMBER).length + 3} {...field} />
      ) : (
        <input maxLength={LONGEST_LINE} {...field} />
      )}
    </>
  )
}
