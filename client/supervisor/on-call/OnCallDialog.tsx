import './on-call.css'
import { useState } from 'react'
import { grantOf } from '../../../shared/authority.ts'
import { onCallAt } from '../../../shared/on-call/rota.ts'
import type { Span } from '../../../shared/on-call/span.ts'
import { type OnCallDomain, onCallDomains, type Turn } from '../../../shared/on-call/turn.ts'
import type { City } from '../../../shared/protocol/city.ts'
import type { SessionView } from '../../../shared/protocol/session.ts'
import { Dialog } from '../../console/Dialog.tsx'
import { Icon } from '../../design/Icon.tsx'
import { useScreen } from '../../react/use-screen.ts'
import { useWords } from '../../react/use-words.ts'
import { CopyForward } from './CopyForward.tsx'
import { OnCallNow } from './OnCallNow.tsx'
import { People } from './People.tsx'
import { RotaProblems } from './RotaProblems.tsx'
import { RotaTable } from './RotaTable.tsx'
import { Said } from './Said.tsx'
import { TurnForm } from './TurnForm.tsx'
import { type Contacts, useContacts } from './use-contacts.ts'
import { type RotaView, useRota } from './use-rota.ts'
import { useRotaWork } from './use-rota-work.ts'

/** Who is on call now, for whoever sends; the whole rota, for whoever answers for it. */
export function OnCallDialog({ onClose }: { onClose(): void }) {
  const { onCall: words } = useWords()
  const city = useScreen((state) => state.city)
  const session = useScreen((state) => state.session)
  return (
    <Dialog title={words.title} onClose={onClose}>
      {city !== null && session !== null && <OnCall city={city} role={session.role} />}
    </Dialog>
  )
}

function OnCall({ city, role }: { city: City; role: SessionView['role'] }) {
  const { onCall: words } = useWords()
  const rota = useRota(city)
  const contacts = useContacts(useWhoMatters(rota))
  return (
    <div className="on-call">
      <OnCallNow rota={rota} contacts={contacts} />
      {contacts.failed && (
        <p className="on-call-problem" role="alert">
          {words.failed}
        </p>
      )}
      {grantOf('plan_turns', role) === 'yes' && <Rota rota={rota} contacts={contacts} />}
    </div>
  )
}

/** Another text whenever another person is on call now, someone's name or telephone may be another, or someone worked. */
function useWhoMatters({ turns, now }: RotaView): string {
  const changed = useScreen(
    ({ recent }) => recent.find(({ event }) => event.type.startsWith('on_call_person'))?.seq ?? 0,
  )
  const worked = useScreen(({ recent }) => recent.find(({ event }) => 'callOutId' in event)?.seq ?? 0)
  const called = onCallDomains.flatMap((domain) =>
    onCallAt(turns, domain, now).map(({ personId }) => personId),
  )
  return [changed, worked, ...called].join(' ')
}

type Work =
  | { on: 'table' }
  | { on: 'people' }
  | { on: 'turn'; turnId: Turn['id'] }
  | { on: 'new'; domain: OnCallDomain; span: Span }

function Rota({ rota, contacts }: { rota: RotaView; contacts: Contacts }) {
  const { onCall: words } = useWords()
  const [doing, setDoing] = useState<Work>({ on: 'table' })
  const [opened, setOpened] = useState<string | null>(null)
  const work = useRotaWork()
  const open = (next: Work, key: string | null = null) => {
    work.forget()
    setOpened(key)
    setDoing(next)
  }
  const leave = () => {
    work.forget()
    setDoing({ on: 'table' })
  }
  const turn = doing.on === 'turn' ? rota.turns.find(({ id }) => id === doing.turnId) : undefined
  const form = { rota, contacts, work, onLeave: leave }
  return (
    <>
      <Said work={work} />
      {doing.on === 'people' && <People contacts={contacts} work={work} onLeave={leave} />}
      {doing.on === 'new' && (
        <TurnForm
          {...form}
          turn={null}
          draft={{ domain: doing.domain, order: freeOrder(rota, doing), personId: null, ...doing.span }}
        />
      )}
      {turn !== undefined && <TurnForm key={turn.id} {...form} turn={turn} draft={turn} />}
      {(doing.on === 'table' || (doing.on === 'turn' && turn === undefined)) && (
        <>
          <RotaProblems
            rota={rota}
            contacts={contacts}
            onFill={(domain, span) => open({ on: 'new', domain, span }, `${domain} ${span.from}`)}
          />
          <RotaTable
            rota={rota}
            contacts={contacts}
            opened={opened}
            onTurn={({ id }, key) => open({ on: 'turn', turnId: id }, key)}
            onAdd={(domain, span, key) => open({ on: 'new', domain, span }, key)}
          />
          <div className="on-call-actions">
            <CopyForward rota={rota} work={work} />
            <button type="button" className="button" onClick={() => open({ on: 'people' })}>
              <Icon name="people" /> {words.people}
            </button>
            <button type="button" className="button" onClick={() => print()}>
              {words.print}
            </button>
          </div>
        </>
      )}
    </>
  )
}

/** The first order of call that nobody has at the beginning of a span. */
function freeOrder({ turns }: RotaView, { domain, span }: { domain: OnCallDomain; span: Span }): number {
  const taken = new Set(onCallAt(turns, domain, span.from).map(({ order }) => order))
  return [1, 2, 3, 4].find((order) => !taken.has(order)) ?? 1
}
