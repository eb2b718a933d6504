import type { Crew } from '../../shared/crew/crew.ts'
import { ApiError, leaveCallSign } from '../feed/session.ts'
import { toast } from '../intent/toast.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { screen } from '../store/screen-store.ts'
import { OutfitForm, useProblem } from './OutfitForm.tsx'
import { SendButton } from './SendButton.tsx'
import { useOutfit } from './use-outfit.ts'

/** With whom and with what the shift begins: as the last time, unless something is another. */
export function ComeOnDuty({ crew }: { crew: Crew }) {
  const words = useWords()
  const { locale } = usePreferences()
  const choice = useOutfit(crew)
  const problem = useProblem(choice)
  const leave = async () => {
    try {
      screen.setState({ session: await leaveCallSign() })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      toast({ kind: 'refusal', text: error.told[locale] })
    }
  }
  return (
    <section className="tablet-duty">
      <h2>{words.tablet.dutyTitle}</h2>
      <OutfitForm kind={crew.kind} choice={choice} />
      <SendButton
        command={{ type: 'come_on_duty', crewId: crew.id, ...choice.outfit }}
        className="tablet-next"
        disabled={problem !== null}
      >
        {words.tablet.comeOnDuty}
      </SendButton>
      <button type="button" className="tablet-button" onClick={leave}>
        {words.tablet.leave}
      </button>
    </section>
  )
}
