import './shift.css'
import { useState } from 'react'
import type { CrewKind } from '../../shared/crew/crew.ts'
import { type Fleet, nameIn, offeredTo } from '../../shared/crew/fleet.ts'
import type { Outfit } from '../../shared/crew/outfit.ts'
import { unbroken } from '../../shared/typography.ts'
import { vehicleText } from '../panels/outfit-text.ts'
import { useFleet } from '../react/use-fleet.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import type { OutfitChoice } from './use-outfit.ts'

interface OutfitFormProps {
  kind: CrewKind
  choice: OutfitChoice
}

/** Who and what is on board: people by one, a vehicle out of the fleet, equipment ticked. */
export function OutfitForm({ kind, choice }: OutfitFormProps) {
  const [choosing, setChoosing] = useState(false)
  const { outfit, change } = choice
  if (choosing) {
    const choose = (vehicle: Outfit['vehicle']) => {
      setChoosing(false)
      change({ ...outfit, vehicle })
    }
    return <Vehicles kind={kind} choice={choice} onChoose={choose} />
  }
  return (
    <div className="outfit">
      <Members choice={choice} />
      <Vehicle kind={kind} choice={choice} onOther={() => setChoosing(true)} />
      <Equipment kind={kind} choice={choice} />
    </div>
  )
}

/** Why it cannot be taken like that; null where it can. */
export function useProblem({ outfit: { vehicle }, holderOf }: OutfitChoice): string | null {
  const words = useWords()
  const { locale } = usePreferences()
  const { vehicles } = useFleet()
  const holder = vehicle === null ? null : holderOf(vehicle)
  if (vehicle === null || holder === null) return null
  return words.shift.taken(nameIn(vehicles, vehicle, locale), unbroken(holder))
}

function Members({ choice: { outfit, change } }: Pick<OutfitFormProps, 'choice'>) {
  const words = useWords().tablet
  const { members } = outfit
  const step = (by: number) => () => change({ ...outfit, members: Math.min(20, Math.max(1, members + by)) })
  return (
    <div className="tablet-members">
      <span id="members">{words.members}</span>
      <button type="button" className="tablet-button" aria-label={`${words.members} −`} onClick={step(-1)}>
        −
      </button>
      <output className="num" aria-labelledby="members">
        {members}
      </output>
      <button type="button" className="tablet-button" aria-label={`${words.members} +`} onClick={step(1)}>
        +
      </button>
    </div>
  )
}

/** The one it has; the others are one touch away. */
function Vehicle({ kind, choice, onOther }: OutfitFormProps & { onOther(): void }) {
  const words = useWords()
  const { locale } = usePreferences()
  const fleet = useFleet()
  const problem = useProblem(choice)
  const { outfit } = choice
  if (vehiclesFor(fleet, kind, outfit).length === 0) return null
  const name = vehicleText(outfit, { fleet, words, locale })
  return (
    <div className="outfit-vehicle">
      <span>
        {words.shift.vehicle}
        <b>{name}</b>
      </span>
      <button
        type="button"
        className="tablet-button"
        aria-label={words.shift.otherVehicleOf(name)}
        onClick={onOther}
      >
        {words.shift.otherVehicle}
      </button>
      {problem !== null && <p role="alert">{problem}</p>}
    </div>
  )
}

/** The vehicles that suit the crew: those it can have first, then those that others have, with whom. */
function Vehicles({
  kind,
  choice,
  onChoose,
}: OutfitFormProps & { onChoose(vehicle: Outfit['vehicle']): void }) {
  const words = useWords()
  const { locale } = usePreferences()
  const fleet = useFleet()
  const { outfit, holderOf } = choice
  const offered = vehiclesFor(fleet, kind, outfit).map((one) => ({ ...one, holder: holderOf(one.code) }))
  const free = offered.filter(({ holder }) => holder === null)
  const held = offered.filter(({ holder }) => holder !== null)
  return (
    <fieldset className="outfit-choices vehicles">
      <legend>{words.shift.vehicle}</legend>
      {free.map(({ code, name }) => (
        <button
          key={code}
          type="button"
          className="tablet-button"
          aria-pressed={code === outfit.vehicle}
          onClick={() => onChoose(code)}
        >
          {name[locale]}
        </button>
      ))}
      <button
        type="button"
        className="tablet-button"
        aria-pressed={outfit.vehicle === null}
        onClick={() => onChoose(null)}
      >
        {words.shift.noVehicle}
      </button>
      {held.map(({ code, name, holder }) => (
        <button key={code} type="button" className="tablet-button" disabled>
          {name[locale]}
          <small>{words.shift.with(unbroken(holder ?? ''))}</small>
        </button>
      ))}
    </fieldset>
  )
}

function vehiclesFor({ vehicles }: Fleet, kind: CrewKind, { vehicle }: Outfit): Fleet['vehicles'] {
  return offeredTo(vehicles, kind, vehicle === null ? [] : [vehicle])
}

function Equipment({ kind, choice: { outfit, change } }: OutfitFormProps) {
  const words = useWords()
  const { locale } = usePreferences()
  const fleet = useFleet()
  const { equipment } = outfit
  const offered = offeredTo(fleet.equipment, kind, equipment)
  if (offered.length === 0) return null
  const toggle = (code: string) => () => {
    const others = equipment.filter((one) => one !== code)
    change({ ...outfit, equipment: others.length < equipment.length ? others : [...others, code] })
  }
  return (
    <fieldset className="outfit-choices">
      <legend>{words.shift.equipment}</legend>
      {offered.map(({ code, name }) => (
        <button
          key={code}
          type="button"
          className="tablet-button"
          aria-pressed={equipment.includes(code)}
          onClick={toggle(code)}
        >
          {name[locale]}
        </button>
      ))}
    </fieldset>
  )
}
