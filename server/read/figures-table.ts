import { type Figures, type OnCallFigures, type PromiseKind, promises } from '../../shared/figures/figures.ts'
import { clockHours } from '../../shared/figures/hours.ts'
import type { Quantile } from '../../shared/figures/quantile.ts'
import type { Locale } from '../../shared/text.ts'
import { twoDigits } from '../../shared/typography.ts'
import { domainWords } from '../../shared/words.ts'

type OnCallCount = Exclude<keyof OnCallFigures, 'p50' | 'p90'>
const ON_CALL = ['callOuts', 'accepted', 'alarmed', 'people', 'declined', 'unanswered'] as const

type Row = (string | number | null)[]

interface TableWords {
  columns: readonly string[]
  all: string
  hours: string
  themes: string
  districts: string
  promises: string
  nowhere: string
  open: string
  byPhone: string
  distresses: string
  promise: Record<PromiseKind, string>
  onCall: Record<'table' | OnCallCount, string>
  yes: string
}

const WORDS: Record<Locale, TableWords> = {
  fr: {
    columns: [
      'Du',
      'Au',
      'Tableau',
      'Ligne',
      'Signalements',
      'Fiches',
      'Atteintes',
      'En attente',
      'Pas encore échues',
      'Terminées sans',
      'Dans le délai',
      'Hors délai',
      'p50 (s)',
      'p50 au moins',
      'p90 (s)',
      'p90 au moins',
      'p95 (s)',
      'p95 au moins',
    ],
    all: 'Ensemble',
    hours: 'Heure',
    themes: 'Thème',
    districts: 'Quartier',
    promises: 'Délai',
    nowhere: 'sans quartier',
    open: 'fiches encore ouvertes',
    byPhone: 'par téléphone',
    distresses: 'détresses d’équipage, à part',
    promise: {
      acknowledged: 'prise en compte',
      onScene: 'arrivée sur place',
      secured: 'mise en sécurité',
      withinHour: 'danger mis en sécurité dans l’heure',
    },
    onCall: {
      table: 'Astreinte',
      callOuts: 'déclenchements',
      accepted: 'acceptés',
      alarmed: 'alarmes au PC Radio',
      people: 'personnes appelées',
      declined: 'refus',
      unanswered: 'sans réponse',
    },
    yes: 'oui',
  },
  en: {
    columns: [
      'From',
      'To',
      'Table',
      'Row',
      'Reports',
      'Tickets',
      'Reached',
      'Waiting',
      'Not due yet',
      'Ended without',
      'In time',
      'Late',
      'p50 (s)',
      'p50 at least',
      'p90 (s)',
      'p90 at least',
      'p95 (s)',
      'p95 at least',
    ],
    all: 'All',
    hours: 'Hour',
    themes: 'Theme',
    districts: 'District',
    promises: 'Deadline',
    nowhere: 'no district',
    open: 'tickets still open',
    byPhone: 'by telephone',
    distresses: 'crews in distress, apart',
    promise: {
      acknowledged: 'acknowledged',
      onScene: 'on scene',
      secured: 'made safe',
      withinHour: 'hazard made safe within the hour',
    },
    onCall: {
      table: 'On call',
      callOuts: 'call-outs',
      accepted: 'accepted',
      alarmed: 'alarms at the PC Radio',
      people: 'people called',
      declined: 'declined',
      unanswered: 'unanswered',
    },
    yes: 'yes',
  },
}

/** Figures as one table with a line of headings: a row says of which table it is, and leaves empty what it has not. */
export function figuresTable(figures: Figures, locale: Locale): Row[] {
  const words = WORDS[locale]
  const { from, to, hours, timeZone } = figures
  const clock = clockHours(
    hours.map(({ at }) => at),
    timeZone,
  )
  const rows: Row[] = [
    [words.all, words.all.toLowerCase(), figures.reports, figures.tickets],
    [words.all, words.byPhone, figures.byPhone],
    [words.all, words.open, null, figures.open],
    [words.all, words.distresses, null, figures.distresses],
    ...hours.map(({ reports, tickets }, index): Row => {
      const { day, hour, again } = clock[index] ?? { day: from, hour: 0, again: false }
      return [words.hours, `${day} ${twoDigits(hour)}:00${again ? ' (2)' : ''}`, reports, tickets]
    }),
    ...figures.themes.map(({ theme, reports, tickets }): Row => {
      return [words.themes, domainWords[locale].theme[theme], reports, tickets]
    }),
    ...figures.districts.map(({ code, name, reports, tickets }): Row => {
      return [words.districts, name ?? code ?? words.nowhere, reports, tickets]
    }),
    ...promises.map((kind): Row => {
      const { reached, waiting, notDue, ended, within, late, p50, p90, p95 } = figures.promises[kind]
      const took = [p50, p90, p95].flatMap((quantile) => quantileCells(quantile, words))
      const count = reached + waiting + ended
      return [
        words.promises,
        words.promise[kind],
        null,
        count,
        reached,
        waiting,
        notDue,
        ended,
        within,
        late,
        ...took,
      ]
    }),
    ...ON_CALL.map((what): Row => [words.onCall.table, words.onCall[what], null, figures.onCall[what]]),
  ]
  const { columns } = words
  const padded = rows.map((row) => [
    from,
    to,
    ...row,
    ...Array<null>(columns.length - 2 - row.length).fill(null),
  ])
  return [[...columns], ...padded]
}

function quantileCells(quantile: Quantile | null, { yes }: TableWords): Row {
  return quantile === null ? [null, null] : [quantile.seconds, quantile.atLeast ? yes : null]
}
