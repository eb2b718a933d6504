import type { KeyboardEvent } from 'react'
import type { Answer, Answers } from '../../shared/catalogue/answer.ts'
import type { Assessment } from '../../shared/catalogue/assess.ts'
import type { Question } from '../../shared/catalogue/question.ts'
import { Icon } from '../design/Icon.tsx'
import { answerQuestion, changeCall } from '../intent/call-taking.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { LONGEST_DESCRIPTION } from '../store/call.ts'
import { QuestionField } from './QuestionField.tsx'
import { goOnAfter } from './step.ts'
import { useSubject } from './use-subject.ts'

/** What is asked about the type that is chosen, one question after the other, what to say, and what helps to act. */
export function Questions() {
  const { subject, service, assessment } = useSubject()
  if (service === undefined || assessment === undefined) return null
  return (
    <div className="intake-questions">
      <QuestionList
        type={service.code}
        assessment={assessment}
        answers={subject.answers}
        onAnswer={answerQuestion}
      />
      <Description />
    </div>
  )
}

interface QuestionListProps {
  /** The type of request that is asked about, by its code. */
  type: string
  assessment: Assessment
  answers: Answers
  onAnswer(question: Question, answer: Answer | undefined): void
}

/** The questions as they are asked, and what the answers have one say. */
export function QuestionList({ type, assessment, answers, onAnswer }: QuestionListProps) {
  const words = useWords().intake.questions
  const { asked, advice } = assessment
  return (
    <>
      {asked.length > 0 && (
        <p className="intake-say">
          <Icon name="phone" /> {words.announce(asked.length)}
        </p>
      )}
      {asked.map((question) => (
        <QuestionField
          key={`${type} ${question.code}`}
          question={question}
          answer={answers[question.code]}
          onAnswer={onAnswer}
        />
      ))}
      <Advice advice={advice} />
    </>
  )
}

/** What the caller is told, as the answers have it; read out by a screen reader as it comes. */
function Advice({ advice }: Pick<Assessment, 'advice'>) {
  const words = useWords().intake.questions
  const { locale } = usePreferences()
  return (
    <div role="status" aria-label={words.advice}>
      {advice.map((text) => (
        <p key={text.fr} className="intake-advice">
          <Icon name="warning" />
          <span>
            <b>{words.advice}</b>
            {text[locale]}
          </span>
        </p>
      ))}
    </div>
  )
}

function Description() {
  const words = useWords()
  const { subject } = useSubject()
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    event.stopPropagation()
    goOnAfter('description')
  }
  return (
    <div className="intake-question intake-description">
      <Icon name="note" />
      <label htmlFor="intake-description">{words.intake.questions.description}</label>
      <span className="caption">{words.intake.questions.optional}</span>
      <textarea
        data-step="description"
        id="intake-description"
        className="field"
        rows={2}
        value={subject.description}
        maxLength={LONGEST_DESCRIPTION}
        aria-describedby="intake-description-advice"
        onChange={({ target }) => changeCall({ description: target.value })}
        onKeyDown={press}
      />
      <p className="caption" id="intake-description-advice">
        {words.ticket.noteAdvice}
      </p>
    </div>
  )
}
