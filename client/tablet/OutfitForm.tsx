import './shift.css'
import { useState } from 'react'
import type { CrewKind } from '../../shared/crew/crew.ts'
import { nameIn, offeredTo } from '../../shared/crew/fleet.ts'
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
  return (
    <div className="outfit">
      <Members choice={choice} />
      <Vehicle kind={kind} choice={choice} />
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

/** The one it has, in one line; the others are one touch away. */
function Vehicle({ kind, choice }: OutfitFormProps) {
  const words = useWords()
  const { locale } = usePreferences()
  const fleet = useFleet()
  const { outfit, change, holderOf } = choice
  const [choosing, setChoosing] = useState(false)
  const problem = useProblem(choice)
  const has = outfit.vehicle === null ? [] : [outfit.vehicle]
  const offered = offeredTo(fleet.vehicles, kind, has)
  if (offered.length === 0) return null
  const choose = (vehicle: Outfit['vehicle']) => () => {
    setChoosing(false)
    change({ ...outfit, vehicle })
  }
  const name = vehicleText(outfit, { fleet, words, locale })
  if (!choosing)
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
          onClick={() => setChoosing(true)}
        >
          {words.shift.otherVehicle}
        </button>
        {problem !== null && <p role="alert">{problem}</p>}
      </div>
    )
  return (
    <fieldset className="outfit-choices">
      <legend>{words.shift.vehicle}</legend>
      {offered.map(({ code, name: one }) => {
        const holder = holderOf(code)
        return (
          <button
            key={code}
            type="button"
            className="tablet-button"
            aria-pressed={code === outfit.vehicle}
            disabled={holder !== null}
            onClick={choose(code)}
          >
            {one[locale]}
            {holder !== null && <small>{words.shift.with(unbroken(holder))}</small>}
          </button>
        )
      })}
      <button
        type="button"
        className="tablet-button"
        aria-pressed={outfit.vehicle === null}
        onClick={choose(null)}
      >
        {words.shift.noVehicle}
      </button>
    </fieldset>
  )
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
