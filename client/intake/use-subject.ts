import { type Assessment, assess } from '../../shared/catalogue/assess.ts'
import type { Circumstances } from '../../shared/catalogue/circumstances.ts'
import type { Agency, Service } from '../../shared/catalogue/service.ts'
import { useCalls } from '../react/use-calls.ts'
import { useNow } from '../react/use-now.ts'
import { useScreen } from '../react/use-screen.ts'
import type { Subject } from '../store/call.ts'
import { servicesInForce } from '../store/screen-store.ts'
import { circumstancesOfCall } from '../store/town.ts'

export interface SubjectWork {
  subject: Subject
  /** Undefined until one is chosen. */
  service: Service | undefined
  assessment: Assessment | undefined
  circumstances: Circumstances
}

/** What is being told of, and what it comes to so far. */
export function useSubject(): SubjectWork {
  const subject = useCalls(({ call }) => call.subject)
  const service = useScreen((state) =>
    servicesInForce(state).find(({ code }) => code === subject.serviceCode),
  )
  const city = useScreen((state) => state.city)
  const circumstances = circumstancesOfCall(subject, city, useNow())
  const assessment = service && assess(service, subject.answers, circumstances)
  return { subject, service, assessment, circumstances }
}

const NONE: readonly Agency[] = []

/** Who deals with what, in the catalogue in force. */
export function useAgencies(): readonly Agency[] {
  return useScreen(({ catalogues, board }) => catalogues.get(board.catalogueVersion)?.agencies ?? NONE)
}
