const KMH_PER_MPH = 1.609344
const KMH_PER_KNOT = 1.852
/** Where no limit is signed (« none », German motorways): the advised speed, which is what one drives. */
const UNLIMITED = 130
const WALKING_PACE = 6

/** Limits that a country's law gives by kind of road (wiki.openstreetmap.org/wiki/Default_speed_limits). */
const IMPLICIT: Readonly<Record<string, number>> = {
  urban: 50,
  rural: 80,
  trunk: 110,
  motorway: 130,
  living_street: 20,
  'BE:urban': 50,
  'BE:rural': 70,
  'BE:motorway': 120,
  'CH:motorway': 120,
  'DE:rural': 100,
  'ES:rural': 90,
  'ES:motorway': 120,
  'GB:nsl_restricted': 48,
  'GB:nsl_single': 97,
  'GB:nsl_dual': 113,
  'GB:motorway': 113,
  'IT:rural': 90,
  'PT:rural': 90,
  'PT:trunk': 100,
  'PT:motorway': 120,
}

/** km/h from OSM's `maxspeed`: « 50 », « 30 mph », « FR:urban », « none », « walk »; null where it says nothing usable. */
export function maxSpeedOf(value: string | undefined): number | null {
  const speeds = (value ?? '')
    .split(/[;|]/)
    .map((part) => oneSpeed(part.trim()))
    .filter((speed) => speed !== null)
  return speeds.length === 0 ? null : Math.min(...speeds)
}

function oneSpeed(text: string): number | null {
  if (text === 'none') return UNLIMITED
  if (text === 'walk' || text.endsWith(':walk')) return WALKING_PACE
  const signed = /^(\d{1,3}(?:\.\d+)?)\s*(km\/h|kmh|kph|mph|knots)?$/i.exec(text)
  if (signed !== null) return inRange(Number(signed[1]) * unit(signed[2]))
  const zone = /^[A-Z]{2}:(?:zone:?)?(\d{1,3})$/.exec(text)
  if (zone !== null) return inRange(Number(zone[1]))
  // A country without miles: elsewhere « urban » means another figure in every state.
  if (!/^[A-Z]{2}:/.test(text) || text.startsWith('US:')) return null
  return IMPLICIT[text] ?? (text.startsWith('GB:') ? null : (IMPLICIT[text.slice(3)] ?? null))
}

function unit(name: string | undefined): number {
  if (name?.toLowerCase() === 'mph') return KMH_PER_MPH
  return name?.toLowerCase() === 'knots' ? KMH_PER_KNOT : 1
}

function inRange(speed: number): number | null {
  return speed >= 1 && speed <= 300 ? Math.round(speed) : null
}
