import type { Ticket } from '../../shared/ticket/ticket.ts'
import { setService } from '../intent/dispatch.ts'
import { useWords } from '../react/use-words.ts'
import { Dialog } from './Dialog.tsx'
import { ServiceSearch } from './ServiceSearch.tsx'

/** What kind of problem a ticket really is. */
export function AskType({ ticket, onDone }: { ticket: Ticket; onDone(): void }) {
  const words = useWords()
  return (
    <Dialog title={words.ask.type} onClose={onDone}>
      <ServiceSearch
        except={ticket.serviceCode}
        onChoose={(code) => {
          setService(ticket.id, code)
          onDone()
        }}
      />
    </Dialog>
  )
}
