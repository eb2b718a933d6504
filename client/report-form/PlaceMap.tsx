import '../design/map-fonts.css'
import { useEffect, useRef, useState } from 'react'
import type { LonLat } from '../../shared/geo.ts'
import type { PublicTown } from '../../shared/protocol/city.ts'
import { Icon } from '../design/Icon.tsx'
import { PinMap } from '../map/pin-map.ts'
import { useFormWords, useLocale } from './use-form.ts'

interface PlaceMapProps {
  town: PublicTown
  at: LonLat | null
  onPin(at: LonLat): void
}

/** The town's own map, on which a pin is put; a sentence where this device draws none. */
export function PlaceMap({ town, at, onPin }: PlaceMapProps) {
  const words = useFormWords().where
  const locale = useLocale()
  const container = useRef<HTMLDivElement>(null)
  const map = useRef<PinMap | null>(null)
  const [failed, setFailed] = useState(false)
  const pin = useRef(onPin)
  pin.current = onPin
  const first = useRef({ town, at })
  useEffect(() => {
    if (container.current === null) return
    const { town: shown, at: begins } = first.current
    try {
      map.current = new PinMap({
        container: container.current,
        city: { ...shown, version: shown.mapVersion },
        theme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
        at: begins,
        onPin: (place) => pin.current(place),
      })
    } catch {
      // No WebGL: old devices, and some that save power.
      setFailed(true)
    }
    return () => {
      map.current?.dispose()
      map.current = null
    }
  }, [])
  useEffect(() => map.current?.put(at), [at])
  if (failed) return <p role="alert">{words.noMap}</p>
  return (
    <>
      <p className="report-hint">{words.mapHint}</p>
      <section className="report-map" aria-label={words.map}>
        <div ref={container} />
        <div className="report-zoom">
          <button type="button" aria-label={words.zoomIn} onClick={() => map.current?.zoomBy(1)}>
            <Icon name="plus" size={24} />
          </button>
          <button type="button" aria-label={words.zoomOut} onClick={() => map.current?.zoomBy(-1)}>
            <Icon name="minus" size={24} />
          </button>
        </div>
        <p className="report-credit">
          {[town.credit[locale], town.label[locale]].filter((text) => text !== '').join(' · ')}
        </p>
      </section>
    </>
  )
}
