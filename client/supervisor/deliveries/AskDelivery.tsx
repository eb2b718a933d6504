import type { GivenUp } from '../../../shared/delivery/given-up.ts'
import { Dialog } from '../../console/Dialog.tsx'
import { useWords } from '../../react/use-words.ts'
import { useDeliveryName } from './DeliveryTable.tsx'

interface AskRetryProps {
  job: GivenUp
  onClose(): void
  onConfirm(): void
}

/** Before something is sent that may have arrived. */
export function AskRetry({ job, onClose, onConfirm }: AskRetryProps) {
  const { deliveries } = useWords()
  const words = deliveries.askRetry
  const { name } = useDeliveryName()
  return (
    <Dialog title={words.title(name(job))} onClose={onClose}>
      <div className="ask-delivery">
        <p>{words.text}</p>
        <div className="ask-delivery-actions">
          <KeepButton />
          <button type="button" className="button primary" onClick={onConfirm}>
            {words.confirm}
          </button>
        </div>
      </div>
    </Dialog>
  )
}

/** Closes the dialog around it, which gives the focus back. */
function KeepButton() {
  const words = useWords().deliveries.askAbandon
  return (
    <button
      type="button"
      className="button"
      onClick={({ currentTarget }) => currentTarget.closest('dialog')?.close()}
    >
      {words.keep}
    </button>
  )
}

interface AskAbandonProps {
  job: GivenUp
  onClose(): void
  onConfirm(takeBack: boolean): void
}

/** Before something is never tried again; the ticket of a partner's may be taken back with it. */
export function AskAbandon({ job, onClose, onConfirm }: AskAbandonProps) {
  const words = useWords().deliveries.askAbandon
  const { name } = useDeliveryName()
  const isPartners = job.kind === 'delivery' && !job.isOver
  return (
    <Dialog title={words.title(name(job))} onClose={onClose}>
      <div className="ask-delivery">
        <p>{isPartners ? words.partner : words.other}</p>
        <div className="ask-delivery-actions">
          <KeepButton />
          <button type="button" className="button" onClick={() => onConfirm(false)}>
            {words.confirm}
          </button>
          {isPartners && (
            <button type="button" className="button primary" onClick={() => onConfirm(true)}>
              {words.takeBack}
            </button>
          )}
        </div>
      </div>
    </Dialog>
  )
}
