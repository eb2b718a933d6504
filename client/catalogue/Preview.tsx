import { useState } from 'react'
import type { Answer, Answers } from '../../shared/catalogue/answer.ts'
import { type Assessment, assess } from '../../shared/catalogue/assess.ts'
import type { Circumstances } from '../../shared/catalogue/circumstances.ts'
import { misfits } from '../../shared/catalogue/fit.ts'
import { presentDefinition, presentService } from '../../shared/catalogue/open311.ts'
import type { Question } from '../../shared/catalogue/question.ts'
import type { Service } from '../../shared/catalogue/service.ts'
import { outlookOf } from '../../shared/intake/outlook.ts'
import type { City } from '../../shared/protocol/city.ts'
import { roughDuration } from '../../shared/typography.ts'
import { TicketGlyph } from '../design/TicketGlyph.tsx'
import { outlookText } from '../intake/outlook-text.ts'
import { QuestionList } from '../intake/Questions.tsx'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { useDraft } from './use-desk.ts'

const NO_DISTRICTS: City['districts'] = []
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
  const city = useScreen((state) => state.city)
  const [tried, setTried] = useState<Tried>({ district: null, isOpen: true })
  const circumstances = circumstancesTried(tried, city)
  const assessment = assess(service, answers, circumstances)
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
      <Circumstanced tried={tried} onTry={setTried} />
      <QuestionList type={service.code} assessment={assessment} answers={answers} onAnswer={answer} />
      <Prospect service={service} assessment={assessment} circumstances={circumstances} />
    </div>
  )
}

/** Where the call is taken to be, and whether those who deal with things are open. */
interface Tried {
  /** `''`: in the town, and in no district; null: nobody knows where. */
  district: string | null
  isOpen: boolean
}

function circumstancesTried({ district, isOpen }: Tried, city: City | null): Circumstances {
  return {
    isLocated: district !== null,
    district: district === '' ? null : district,
    jurisdiction: district === null ? null : (city?.jurisdictions[0]?.id ?? null),
    isOpen: () => isOpen,
    opensAt: () => null,
  }
}

function Circumstanced({ tried, onTry }: { tried: Tried; onTry(tried: Tried): void }) {
  const words = useWords().catalogue.preview
  const districts = useScreen((state) => state.city?.districts ?? NO_DISTRICTS)
  return (
    <div className="cat-tried">
      <label>
        {words.where}
        <select
          className="field"
          value={tried.district ?? 'nowhere'}
          onChange={({ target: { value } }) =>
            onTry({ ...tried, district: value === 'nowhere' ? null : value })
          }
        >
          <option value="nowhere">{words.nowhere}</option>
          <option value="">{words.located}</option>
          {districts.map(({ code, short }) => (
            <option key={code} value={code}>
              {short}
            </option>
          ))}
        </select>
      </label>
      <label className="cat-check">
        <input
          type="checkbox"
          checked={tried.isOpen}
          onChange={({ target }) => onTry({ ...tried, isOpen: target.checked })}
        />
        {words.open}
      </label>
    </div>
  )
}

interface ProspectProps {
  service: Service
  assessment: Assessment
  circumstances: Circumstances
}

/** What will happen, in the words that the operator reads, and what it rests on. */
function Prospect({ service, assessment, circumstances }: ProspectProps) {
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
        <OutlookLine city={city} service={service} assessment={assessment} circumstances={circumstances} />
      )}
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
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

interface OutlookLineProps extends ProspectProps {
  city: City
}

/** « Part au PC Radio, priorité 2, équipage attendu sous 20 min », as while the receiver is open. */
function OutlookLine({ city, service, assessment, circumstances }: OutlookLineProps) {
  const { locale } = usePreferences()
  const { agencies } = useDraft()
  const now = useNow()
  const { timeZone, onCall } = city
  const rules = { agencies: [], callOut: onCall.callOut }
  const outlook = outlookOf({ service, assessment, circumstances, agencies, rules, rota: [], timeZone, now })
  const agencyName = agencies.find(({ code }) => code === outlook.agency)?.name[locale] ?? outlook.agency
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
