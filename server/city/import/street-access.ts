import type { Tags } from './osm-element.ts'

export interface Access {
  car: boolean
  bicycle: boolean
  foot: boolean
}

const OPEN_TO_ALL: Access = { car: true, bicycle: true, foot: true }

/** What each class lets in where no sign says otherwise. */
const BY_CLASS: Readonly<Record<string, Access>> = {
  motorway: { car: true, bicycle: false, foot: false },
  pedestrian: { car: false, bicycle: true, foot: true },
  footway: { car: false, bicycle: false, foot: true },
  steps: { car: false, bicycle: false, foot: true },
  bridleway: { car: false, bicycle: false, foot: true },
  path: { car: false, bicycle: true, foot: true },
  cycleway: { car: false, bicycle: true, foot: true },
}

/** « destination », « delivery », « customers » … are open: a patrol has access. */
const CLOSED = new Set([
  'no',
  'private',
  'agricultural',
  'forestry',
  'military',
  'dismount',
  'use_sidepath',
  'discouraged',
])

/** From the general to the particular: the last tag that is there decides. */
const TAGS_OF = {
  car: ['access', 'vehicle', 'motor_vehicle', 'motorcar', 'emergency'],
  bicycle: ['access', 'vehicle', 'bicycle'],
  foot: ['access', 'foot'],
} as const

/** Who may use a street of `streetClass`, by its class and its tags. */
export function accessOf(streetClass: string, tags: Tags): Access {
  const byClass = BY_CLASS[streetClass] ?? OPEN_TO_ALL
  const motorroad = tags.motorroad === 'yes'
  return {
    car: decided('car', tags, byClass.car),
    bicycle: decided('bicycle', tags, byClass.bicycle && !motorroad),
    foot: decided('foot', tags, byClass.foot && !motorroad),
  }
}

function decided(who: keyof Access, tags: Tags, byClass: boolean): boolean {
  const particular = TAGS_OF[who].map((tag) => tags[tag]).filter((value) => value !== undefined)
  const last = particular.at(-1)
  if (last === undefined) return byClass
  // « access=yes » on a footpath lets in who may walk there; only a tag of its own lets a car in.
  const general = particular.length === 1 && tags.access !== undefined
  return !CLOSED.has(last) && (byClass || !general)
}
