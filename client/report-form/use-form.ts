import { useStore } from 'zustand'
import type { Assessment } from '../../shared/catalogue/assess.ts'
import type { Locale } from '../../shared/text.ts'
import { assessmentOf } from '../intent/report-form.ts'
import { formLocale } from '../store/form-locale.ts'
import { type DraftProblem, problemsOf } from '../store/report-draft.ts'
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

/** What the answers come to; undefined until the questions are there. */
export function useAssessment(): Assessment | undefined {
  const type = useReport((state) => state.type)
  const draft = useReport((state) => state.draft)
  return assessmentOf({ type, draft })
}

/** What keeps the report from being sent, once that was tried. */
export function useProblems(): readonly DraftProblem[] {
  const tried = useReport((state) => state.tried)
  const draft = useReport((state) => state.draft)
  const assessment = useAssessment()
  return tried ? problemsOf(draft, assessment) : []
}

/** Nothing of a report changes while it is sent, or while nobody knows whether it was taken. */
export function useFrozen(): boolean {
  return useReport(({ draft, sending }) => draft.unanswered || sending.state === 'sending')
}
