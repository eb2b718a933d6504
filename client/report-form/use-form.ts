import { useStore } from 'zustand'
import type { Locale } from '../../shared/text.ts'
import { standingNow } from '../intent/report-form.ts'
import { formLocale } from '../store/form-locale.ts'
import { type DraftProblem, problemsOf, type Standing } from '../store/report-draft.ts'
import { type ReportState, report } from '../store/report-store.ts'
import { enReportForm } from '../words/en-report-form.ts'
import { frReportForm, type ReportFormWords } from '../words/fr-report-form.ts'

export function useReport<T>(select: (state: ReportState) => T): T {
  return useStore(report, select)
}

export function useLocale(): Locale {
  return useStore(formLocale, ({ locale }) => locale)
}

export function useFormWords(): ReportFormWords {
  return useLocale() === 'fr' ? frReportForm : enReportForm
}

/** What the report comes to; undefined until the questions are there. */
export function useStanding(): Standing | undefined {
  const type = useReport((state) => state.type)
  const draft = useReport((state) => state.draft)
  const town = useReport((state) => state.town)
  return standingNow({ type, draft, town })
}

/** What keeps the report from being sent, once that was tried. */
export function useProblems(): readonly DraftProblem[] {
  const tried = useReport((state) => state.tried)
  const draft = useReport((state) => state.draft)
  const standing = useStanding()
  return tried ? problemsOf(draft, standing) : []
}

/** Nothing of a report changes while it is sent, or while nobody knows whether it was taken. */
export function useFrozen(): boolean {
  return useReport(({ draft, sending }) => draft.unanswered || sending.state === 'sending')
}
