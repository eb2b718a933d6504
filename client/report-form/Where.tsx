import { lazy, Suspense, useState } from 'react'
import type { LonLat } from '../../shared/geo.ts'
import type { FoundAddress } from '../../shared/protocol/place.ts'
import { distance } from '../../shared/typography.ts'
import { useAddressSearch } from '../console/use-address-search.ts'
import { Icon } from '../design/Icon.tsx'
import { mayBeAddress } from '../intent/address-search.ts'
import { change, pointAt } from '../intent/report-form.ts'
import { LONGEST_ADDRESS, type ReportPlace } from '../store/report-draft.ts'
import { useFormWords, useLocale, useProblems, useReport } from './use-form.ts'

// Nobody downloads a map who has an address.
const PlaceMap = lazy(() => import('./PlaceMap.tsx').then((module) => ({ default: module.PlaceMap })))

type Locating = 'idle' | 'locating' | 'refused' | 'unlocated' | 'outside'

/** Where it is: by the device, by an address, or on the map; asked about where it is not sure. */
export function Where() {
  const words = useFormWords()
  const place = useReport(({ draft }) => draft.place)
  const town = useReport((state) => state.town)
  const [locating, setLocating] = useState<Locating>('idle')
  const [map, setMap] = useState(false)
  const missing = useProblems().find(({ part }) => part === 'place' || part === 'confirm')?.part
  const take = async (at: LonLat, metres: number | null) => {
    setLocating((await pointAt(at, metres)) ? 'idle' : 'outside')
  }
  return (
    <section className="report-part" aria-labelledby="where">
      <h2 id="where">{words.where.title}</h2>
      {place === null ? (
        <div data-problem={missing === 'place'} className="report-where">
          {missing === 'place' && <Problem text={words.problems.place} />}
          <Locate locating={locating} onLocating={setLocating} onTake={take} />
          <p role="status" className={locating === 'outside' ? 'report-problem' : 'report-hint'}>
            {locating === 'outside'
              ? words.where.outside(town?.name ?? '')
              : locating !== 'idle' && words.where[locating]}
          </p>
          <Search onChosen={() => setLocating('idle')} />
        </div>
      ) : (
        <Chosen place={place} missing={missing === 'confirm'} />
      )}
      <button type="button" className="report-button" aria-expanded={map} onClick={() => setMap(!map)}>
        <Icon name="locate" size={24} /> {map ? words.where.hideMap : words.where.showMap}
      </button>
      {map && town !== null && (
        <Suspense fallback={<p role="status">{words.where.mapLoading}</p>}>
          <PlaceMap
            town={town}
            at={place?.kind === 'point' ? place.at : null}
            onPin={(at) => take(at, null)}
          />
        </Suspense>
      )}
    </section>
  )
}

function Problem({ text, id }: { text: string; id?: string }) {
  return (
    <p className="report-problem" id={id}>
      <Icon name="warning" size={20} /> {text}
    </p>
  )
}

interface LocateProps {
  locating: Locating
  onLocating(locating: Locating): void
  onTake(at: LonLat, metres: number): void
}

/** The device's own position, once, when it is asked for. */
function Locate({ locating, onLocating, onTake }: LocateProps) {
  const words = useFormWords().where
  if (!('geolocation' in navigator)) return null
  const locate = () => {
    onLocating('locating')
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => onTake({ lon: coords.longitude, lat: coords.latitude }, coords.accuracy),
      ({ code, PERMISSION_DENIED }) => onLocating(code === PERMISSION_DENIED ? 'refused' : 'unlocated'),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
    )
  }
  return (
    <button type="button" className="report-button" aria-disabled={locating === 'locating'} onClick={locate}>
      <Icon name="fit" size={24} /> {words.locate}
    </button>
  )
}

/** An address, as one types; what is found nowhere may be sent as it is written. */
function Search({ onChosen }: { onChosen(): void }) {
  const words = useFormWords().where
  const town = useReport((state) => state.town)
  const [typed, setTyped] = useState('')
  const { state, addresses } = useAddressSearch(typed, () => null)
  const found = state === 'found' ? addresses.filter(({ kind }) => kind !== 'district') : []
  const choose = (address: FoundAddress) => {
    onChosen()
    change({ place: placeOf(address, town?.name ?? '') })
  }
  const unsure = state === 'unavailable' || (state === 'found' && !found.some(({ sure }) => sure))
  const told = {
    idle: '',
    searching: words.searching,
    slow: words.slow,
    found: '',
    unavailable: words.unavailable,
  }
  return (
    <>
      <label htmlFor="report-where">{words.label}</label>
      <input
        id="report-where"
        type="search"
        className="report-field"
        autoComplete="off"
        enterKeyHint="search"
        value={typed}
        maxLength={LONGEST_ADDRESS}
        onChange={({ target }) => setTyped(target.value)}
      />
      <p role="status" className="report-hint">
        {state === 'found' && found.length === 0 ? words.none : told[state]}
      </p>
      {found.length > 0 && (
        <ul className="report-types">
          {found.map((address) => (
            <li key={`${address.label} ${address.municipality} ${address.lon} ${address.lat}`}>
              <button type="button" onClick={() => choose(address)}>
                <b>{address.label}</b>
                <span>{[address.district?.short, address.municipality].filter(Boolean).join(', ')}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {unsure && mayBeAddress(typed) && (
        <button
          type="button"
          className="report-button"
          onClick={() => change({ place: { kind: 'words', text: typed.trim() } })}
        >
          {words.asWritten(typed.trim())}
        </button>
      )}
    </>
  )
}

/** A street is long: which part of it is meant is asked. */
function placeOf({ kind, label, municipality, district, lon, lat }: FoundAddress, town: string): ReportPlace {
  const elsewhere = municipality !== null && municipality !== town
  return {
    kind: 'point',
    at: { lon, lat },
    label: elsewhere ? `${label}, ${municipality}` : label,
    district: district?.code ?? null,
    metres: null,
    confirmed: kind !== 'street',
  }
}

function Chosen({ place, missing }: { place: ReportPlace; missing: boolean }) {
  const words = useFormWords()
  const locale = useLocale()
  const asked = place.kind === 'point' && !place.confirmed
  const facts =
    place.kind === 'words'
      ? words.where.inWords
      : place.metres !== null && words.where.within(distance(Math.max(10, place.metres), locale))
  return (
    <div className="report-place" data-problem={missing}>
      <div role="status">
        <p className="report-hint">{asked ? words.where.isIt : words.where.chosen}</p>
        <p className="report-address">
          {place.kind === 'words' ? place.text : (place.label ?? words.where.point)}
        </p>
        <p className="report-hint">{facts}</p>
      </div>
      {missing && <Problem text={words.problems.confirm} id="confirm-problem" />}
      {asked && (
        <button
          type="button"
          className="report-button report-primary"
          aria-describedby={missing ? 'confirm-problem' : undefined}
          onClick={() => change({ place: { ...place, confirmed: true } })}
        >
          <Icon name="check" size={24} /> {words.where.yes}
        </button>
      )}
      <button type="button" className="report-button" onClick={() => change({ place: null })}>
        {words.where.change}
      </button>
    </div>
  )
}
