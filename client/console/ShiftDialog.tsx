import { type FormEvent, useState } from 'react'
import type { Command } from '../../shared/command.ts'
import type { Crew } from '../../shared/crew/crew.ts'
import { offeredTo, vehiclesOut } from '../../shared/crew/fleet.ts'
import type { Outfit } from '../../shared/crew/outfit.ts'
import { noteIdSchema } from '../../shared/id.ts'
import { unbroken } from '../../shared/typography.ts'
import { send } from '../intent/send.ts'
import type { ShiftWord } from '../panels/CrewShift.tsx'
import { useFleet } from '../react/use-fleet.ts'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import { Dialog } from './Dialog.tsx'

interface ShiftDialogProps {
  crew: Crew
  word: ShiftWord
  onDone(): void
}

/** Writes down what a crew says of its shift by radio. It stays open where that is refused. */
export function ShiftDialog({ crew, word, onDone }: ShiftDialogProps) {
  const words = useWords()
  const [busy, setBusy] = useState(false)
  const [text, setText] = useState('')
  const { members, vehicle, equipment } = crew
  const [outfit, change] = useState<Outfit>({ members, vehicle, equipment })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    const answer = await send(commandOf(crew, word, outfit, text))
    setBusy(false)
    if (answer.status === 'accepted') onDone()
  }
  return (
    <Dialog title={`${unbroken(crew.callSign)} · ${words.shift.toldByRadio[word]}`} onClose={onDone}>
      <form className="ask-form shift-form" onSubmit={submit}>
        {word === 'hand_over' ? (
          <label>
            {words.shift.handOverNote}
            <textarea
              className="field"
              rows={5}
              maxLength={1000}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <span className="caption">{words.ticket.noteAdvice}</span>
          </label>
        ) : (
          <OutfitFields crew={crew} outfit={outfit} onChange={change} />
        )}
        <button type="submit" className="button primary" aria-disabled={busy}>
          {words.shift.byRadio} <kbd className="key">↵</kbd>
        </button>
      </form>
    </Dialog>
  )
}

function commandOf({ id: crewId }: Crew, word: ShiftWord, outfit: Outfit, text: string): Command {
  if (word !== 'hand_over') return { type: word, crewId, ...outfit }
  const noteId = noteIdSchema.parse(crypto.randomUUID())
  return { type: word, crewId, noteId, text: text.trim() === '' ? null : text }
}

interface OutfitFieldsProps {
  crew: Crew
  outfit: Outfit
  onChange(outfit: Outfit): void
}

function OutfitFields({ crew, outfit, onChange }: OutfitFieldsProps) {
  const words = useWords()
  const { locale } = usePreferences()
  const fleet = useFleet()
  const crews = useScreen((state) => state.board.crews)
  const out = vehiclesOut([...crews.values()].filter(({ id }) => id !== crew.id))
  const has = outfit.vehicle === null ? [] : [outfit.vehicle]
  const vehicles = offeredTo(fleet.vehicles, crew.kind, has)
  const equipment = offeredTo(fleet.equipment, crew.kind, outfit.equipment)
  const toggle = (code: string, on: boolean) => {
    const others = outfit.equipment.filter((one) => one !== code)
    onChange({ ...outfit, equipment: on ? [...others, code] : others })
  }
  return (
    <>
      <label>
        {words.tablet.members}
        <input
          className="field num"
          type="number"
          min={1}
          max={20}
          required
          value={outfit.members}
          onChange={({ target }) => {
            if (target.validity.valid) onChange({ ...outfit, members: target.valueAsNumber })
          }}
        />
      </label>
      {vehicles.length > 0 && (
        <label>
          {words.shift.vehicle}
          <select
            className="field"
            value={outfit.vehicle ?? ''}
            onChange={({ target }) => onChange({ ...outfit, vehicle: target.value || null })}
          >
            {vehicles.map(({ code, name }) => {
              const holder = out.get(code)
              return (
                <option key={code} value={code} disabled={holder !== undefined}>
                  {name[locale]}
                  {holder !== undefined && `, ${words.shift.with(unbroken(holder))}`}
                </option>
              )
            })}
            <option value="">{words.shift.noVehicle}</option>
          </select>
        </label>
      )}
      {equipment.length > 0 && (
        <fieldset>
          <legend>{words.shift.equipment}</legend>
          {equipment.map(({ code, name }) => (
            <label key={code}>
              <input
                type="checkbox"
                checked={outfit.equipment.includes(code)}
                onChange={({ target }) => toggle(code, target.checked)}
              />
              {name[locale]}
            </label>
          ))}
        </fieldset>
      )}
    </>
  )
}
