import { useState } from 'react'
import type { Answer, Answers } from '../../shared/catalogue/answer.ts'
import { type Assessment, assess } from '../../shared/catalogue/assess.ts'
import { misfits } from '../../shared/catalogue/fit.ts'
import { presentDefinition, presentService } from '../../shared/catalogue/open311.ts'
import type { Question } from '../../shared/catalogue/question.ts'
import type { Service } from '../../shared/catalogue/service.ts'
import { outlookOf } from '../../shared/intake/outlook.ts'
import type { City } from '../../shared/protocol.ts'
import { roughDuration } from '../../shared/typography.ts'
import { TicketGlyph } from '../design/TicketGlyph.tsx'
import { outlookText } from '../intake/outlook-text.ts'
import { QuestionList } from '../intake/Questions.tsx'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { useDraft } from './use-desk.ts'

const STOPPED = { state: 'stopped' } as const

/** A type of request as the draft has it: what an operator would ask and hear, and what a partner would read. */
export function Preview({ service }: { service: Service | undefined }) {
  const words = useWords().catalogue.preview
  const [side, setSide] = useState<'operator' | 'open311'>('operator')
  return (
    <aside className="cat-preview" aria-label={words.title}>
      <header>
        <h2>{words.title}</h2>
        {(['operator', 'open311'] as const).map((one) => (
          <button
            key={one}
            type="button"
            className="button quiet"
            aria-pressed={side === one}
            onClick={() => setSide(one)}
          >
            {words[one]}
          </button>
        ))}
      </header>
      {service === undefined ? (
        <p className="cat-empty">{words.empty}</p>
      ) : side === 'operator' ? (
        <Operator service={service} />
      ) : (
        <Partner service={service} />
      )}
    </aside>
  )
}

/** The questions as the screen that takes calls has them; what is answered here is kept nowhere. */
function Operator({ service }: { service: Service }) {
  const words = useWords().catalogue.preview
  const { locale } = usePreferences()
  const [given, setGiven] = useState<Answers>({})
  const wrong = new Set(misfits(service, given))
  const answers = Object.fromEntries(Object.entries(given).filter(([code]) => !wrong.has(code)))
  const assessment = assess(service, answers)
  const answer = ({ code }: Question, value: Answer | undefined) => {
    const { [code]: _before, ...others } = answers
    setGiven(value === undefined ? others : { ...others, [code]: value })
  }
  return (
    <div className="cat-preview-body">
      <div className="cat-preview-head">
        <b>{service.name[locale]}</b>
        <button type="button" className="button quiet" onClick={() => setGiven({})}>
          {words.again}
        </button>
      </div>
      <QuestionList type={service.code} assessment={assessment} answers={answers} onAnswer={answer} />
      <Prospect service={service} assessment={assessment} />
    </div>
  )
}

/** What will happen, in the words that the operator reads, and what it rests on. */
function Prospect({ service, assessment }: { service: Service; assessment: Assessment }) {
  const all = useWords()
  const words = all.catalogue
  const { locale } = usePreferences()
  const { agencies } = useDraft()
  const city = useScreen((state) => state.city)
  const { priority, needs, missing } = assessment
  const equipment = city?.fleet.equipment ?? []
  const agencyName = agencies.find(({ code }) => code === needs.agency)?.name[locale] ?? needs.agency
  const list = (names: readonly string[]) => names.join(', ') || words.preview.nothing
  const facts = [
    [words.preview.priority, String(priority)],
    [words.preview.receiver, agencyName],
    [words.preview.deadlines, list(deadlines())],
    [words.preview.skills, list(needs.skills.map((skill) => words.skills[skill]))],
    [
      words.preview.equipment,
      list(needs.equipment.map((code) => equipment.find((one) => one.code === code)?.name[locale] ?? code)),
    ],
    [words.preview.missing, list(missing.map(({ label, code }) => label[locale] || code))],
  ] as const
  return (
    <div className="cat-prospect">
      <p className="caption">{all.intake.foot.title}</p>
      {city !== null && (
        <OutlookLine city={city} service={service} assessment={assessment} agencyName={agencyName} />
      )}
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="caption">{words.preview.hours}</p>
    </div>
  )

  function deadlines(): string[] {
    const { acknowledged, onScene, secured } = service.deadlines
    const { deadlineOf } = words.preview
    return [
      deadlineOf.acknowledged(roughDuration(acknowledged * 60)),
      deadlineOf.onScene(roughDuration(onScene * 60)),
      ...(secured === undefined ? [] : [deadlineOf.secured(roughDuration(secured * 60))]),
    ]
  }
}

interface OutlookLineProps {
  city: City
  service: Service
  assessment: Assessment
  agencyName: string
}

/** « Part au PC Radio, priorité 2, équipage attendu sous 20 min », as while the receiver is open. */
function OutlookLine({ city, service, assessment, agencyName }: OutlookLineProps) {
  const { locale } = usePreferences()
  const { agencies } = useDraft()
  const now = useNow()
  const { timeZone, onCall } = city
  const rules = { agencies: [], callOut: onCall.callOut }
  const outlook = outlookOf({ service, assessment, agencies, rules, rota: [], timeZone, now })
  const { title, detail } = outlookText(outlook, { agencyName, timeZone, locale, now })
  return (
    <p className="cat-outlook" role="status">
      <TicketGlyph theme={service.theme} priority={outlook.priority} clock={STOPPED} placed size={40} />
      <span>
        <b>{title}</b>
        {detail}
      </span>
    </p>
  )
}

/** The type and its definition, as Open311 tells them. */
function Partner({ service }: { service: Service }) {
  const words = useWords().catalogue.preview
  const { service_code, ...listed } = presentService(service)
  const { attributes } = presentDefinition(service)
  const told = { service_code, ...listed, attributes }
  return (
    <div className="cat-preview-body">
      <p className="caption">{words.partners}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre className="cat-json" tabIndex={0}>
        {JSON.stringify(told, null, 2)}
      </pre>
    </div>
  )
}
