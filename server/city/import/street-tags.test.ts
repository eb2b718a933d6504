import { describe, expect, it } from 'vitest'
import { addressesOf } from './address-tags.ts'
import { areaOf, lineOf, placeOf } from './map-tags.ts'
import { maxSpeedOf } from './max-speed.ts'
import { restrictionsOf } from './restriction-tags.ts'
import { signalOf } from './signal-tags.ts'
import { streetOf } from './street-tags.ts'

describe('what a street is', () => {
  it.each([
    [
      { highway: 'motorway' },
      { class: 'motorway', link: false, oneway: 1, car: true, bicycle: false, foot: false },
    ],
    [{ highway: 'motorway', oneway: 'no' }, { oneway: 0 }],
    [
      { highway: 'primary_link' },
      { class: 'primary', link: true, oneway: 0, car: true, bicycle: true, foot: true },
    ],
    [
      { highway: 'trunk', motorroad: 'yes' },
      { car: true, bicycle: false, foot: false },
    ],
    [{ highway: 'road' }, { class: 'unclassified' }],
    [{ highway: 'residential', oneway: 'yes' }, { oneway: 1 }],
    [{ highway: 'residential', oneway: '-1' }, { oneway: -1 }],
    [{ highway: 'residential', oneway: 'yes', 'oneway:motor_vehicle': 'no' }, { oneway: 0 }],
    [
      { highway: 'residential', junction: 'roundabout' },
      { roundabout: true, oneway: 1 },
    ],
    [{ highway: 'residential', oneway: 'yes', 'oneway:bicycle': 'no' }, { bicycleContraflow: true }],
    [
      { highway: 'residential', oneway: 'yes', 'cycleway:left': 'opposite_lane' },
      { bicycleContraflow: true },
    ],
    [{ highway: 'residential', 'oneway:bicycle': 'no' }, { bicycleContraflow: false }],
    [
      { highway: 'residential', access: 'private' },
      { car: false, bicycle: false, foot: false },
    ],
    [
      { highway: 'residential', access: 'private', foot: 'yes' },
      { car: false, foot: true },
    ],
    [
      { highway: 'residential', access: 'destination' },
      { car: true, bicycle: true, foot: true },
    ],
    [
      { highway: 'residential', motor_vehicle: 'no' },
      { car: false, bicycle: true, foot: true },
    ],
    [
      { highway: 'service', vehicle: 'no', bicycle: 'yes' },
      { car: false, bicycle: true },
    ],
    [{ highway: 'service', motor_vehicle: 'no', emergency: 'yes' }, { car: true }],
    [{ highway: 'pedestrian' }, { car: false, bicycle: true, foot: true }],
    [{ highway: 'pedestrian', motor_vehicle: 'delivery' }, { car: true }],
    [
      { highway: 'footway', access: 'yes' },
      { car: false, bicycle: false, foot: true },
    ],
    [{ highway: 'footway', bicycle: 'designated' }, { bicycle: true }],
    [
      { highway: 'cycleway', foot: 'no' },
      { car: false, bicycle: true, foot: false },
    ],
    [{ highway: 'steps' }, { car: false, bicycle: false, foot: true }],
    [
      { highway: 'tertiary', bridge: 'viaduct', layer: '1' },
      { bridge: true, tunnel: false, layer: 1 },
    ],
    [
      { highway: 'tertiary', tunnel: 'yes', layer: 'x' },
      { tunnel: true, layer: 0 },
    ],
    [{ highway: 'tertiary', bridge: 'no' }, { bridge: false }],
    [
      { highway: 'tertiary', name: ' Rue\0 Y ', ref: 'D 4' },
      { name: 'Rue Y', ref: 'D 4' },
    ],
    [{ highway: 'tertiary', name: '  ' }, { name: null }],
    [{ highway: 'tertiary', 'zone:maxspeed': 'FR:30' }, { maxSpeed: 30 }],
    [{ highway: 'tertiary', 'maxspeed:forward': '50', 'maxspeed:backward': '30' }, { maxSpeed: 30 }],
  ])('[CI-2] reads %j as %j', (tags, expected) => {
    expect(streetOf(tags as never)).toMatchObject(expected)
  })

  it.each(['construction', 'proposed', 'platform', 'bus_stop', undefined])(
    '[CI-2] leaves out highway=%s',
    (highway) => {
      expect(streetOf(highway === undefined ? {} : { highway })).toBeNull()
    },
  )

  it.each([
    ['50', 50],
    ['30 mph', 48],
    ['25mph', 40],
    ['FR:urban', 50],
    ['FR:zone30', 30],
    ['DE:rural', 100],
    ['PT:motorway', 120],
    ['GB:nsl_single', 97],
    ['none', 130],
    ['walk', 6],
    ['50;30', 30],
    ['signals', null],
    ['US:urban', null],
    ['GB:urban', null],
    ['0', null],
    ['999', null],
    ['-5', null],
    ['', null],
    [undefined, null],
  ])('[CI-3] reads maxspeed=%s as %s km/h', (value, expected) => {
    expect(maxSpeedOf(value)).toBe(expected)
  })
})

describe('what slows cars down', () => {
  it.each([
    [{ highway: 'residential' }, null],
    [{ highway: 'residential', surface: 'asphalt' }, null],
    [{ highway: 'residential', surface: 'paving_stones' }, null],
    [{ highway: 'residential', surface: 'sett' }, 'setts'],
    [{ highway: 'primary', surface: ' Cobblestone ' }, 'setts'],
    [{ highway: 'residential', surface: 'asphalt;sett' }, 'setts'],
    [{ highway: 'residential', surface: 'sett; gravel' }, 'unpaved'],
    [{ highway: 'service', surface: 'ground' }, 'unpaved'],
    [{ highway: 'service', surface: 'compacted' }, null],
    [{ highway: 'residential', surface: 'asphalt', smoothness: 'horrible' }, 'unpaved'],
    [{ highway: 'residential', surface: 'sett', smoothness: 'excellent' }, 'setts'],
    [{ highway: 'residential', smoothness: 'x' }, null],
    [{ highway: 'residential', surface: 'x' }, null],
    [{ highway: 'residential', surface: '' }, null],
    [{ highway: 'unclassified', tracktype: 'grade2' }, 'unpaved'],
    [{ highway: 'unclassified', tracktype: 'grade9' }, null],
    [{ highway: 'track' }, 'unpaved'],
    [{ highway: 'track', surface: 'x', tracktype: 'x' }, 'unpaved'],
    [{ highway: 'track', surface: 'asphalt' }, null],
    [{ highway: 'track', tracktype: 'grade1' }, null],
    [{ highway: 'track', tracktype: 'grade1', surface: 'dirt' }, 'unpaved'],
    [{ highway: 'track', tracktype: 'grade4' }, 'unpaved'],
  ])('[R-43] reads %j as %s', (tags, surface) => {
    expect(streetOf(tags as never)?.surface).toBe(surface)
  })

  it.each([
    [{ highway: 'service', service: 'driveway' }, 'driveway'],
    [{ highway: 'service', service: 'parking_aisle' }, 'parking_aisle'],
    [{ highway: 'service', service: 'alley' }, 'alley'],
    [{ highway: 'service', service: 'x' }, null],
    [{ highway: 'service' }, null],
    [{ highway: 'residential', service: 'driveway' }, null],
  ])('[R-44] reads %j as the kind %s', (tags, service) => {
    expect(streetOf(tags as never)?.service).toBe(service)
  })

  it.each([
    [{ highway: 'traffic_signals' }, 0],
    [{ highway: 'traffic_signals', 'traffic_signals:direction': 'forward' }, 1],
    [{ highway: 'traffic_signals', 'traffic_signals:direction': 'backward' }, -1],
    [{ highway: 'traffic_signals', 'traffic_signals:direction': 'x' }, 0],
    [{ highway: 'crossing', crossing: 'traffic_signals' }, null],
    [{ highway: 'stop' }, null],
    [{}, null],
  ])('[R-45] reads %j as lights for %s', (tags, direction) => {
    expect(signalOf(tags as never)).toBe(direction)
  })
})

describe('what else the map holds', () => {
  it.each([
    [{ natural: 'water', water: 'lake' }, 'water', 'lake'],
    [{ waterway: 'riverbank' }, 'water', 'river'],
    [{ leisure: 'park', name: 'Jardin' }, 'green', 'park'],
    [{ landuse: 'forest' }, 'green', 'wood'],
    [{ amenity: 'grave_yard' }, 'green', 'cemetery'],
    [{ building: 'yes' }, 'building', 'yes'],
    [{ highway: 'pedestrian', area: 'yes' }, 'square', null],
    [{ place: 'square' }, 'square', null],
  ])('[CI-4] reads %j as %s, %s', (tags, kind, name) => {
    expect(areaOf(tags as never)).toMatchObject({ kind, class: name })
  })

  it('[CI-4] draws neither what is no building nor what is unknown', () => {
    expect(areaOf({ building: 'no' })).toBeNull()
    expect(areaOf({ landuse: 'industrial' })).toBeNull()
    expect(lineOf({ railway: 'abandoned' })).toBeNull()
    expect(lineOf({ railway: 'tram', tunnel: 'yes' })).toMatchObject({
      kind: 'rail',
      class: 'tram',
      tunnel: true,
    })
    expect(placeOf({ amenity: 'school' })).toBeNull()
    expect(placeOf({ amenity: 'school', name: 'École' })).toEqual({ class: 'school', name: 'École' })
  })

  it.each([
    ['12', [[12, null]]],
    ['12 bis', [[12, 'bis']]],
    ['12TER', [[12, 'ter']]],
    [
      '12;14',
      [
        [12, null],
        [14, null],
      ],
    ],
    [
      '12-16',
      [
        [12, null],
        [16, null],
      ],
    ],
    ['12-a', [[12, 'a']]],
    ['7 1/2', [[7, '1/2']]],
    ['Lot 4', []],
    ['', []],
  ])('[CI-5] reads the house number « %s »', (number, expected) => {
    const found = addressesOf({ 'addr:housenumber': number, 'addr:street': 'Rue X' })
    expect(found.map((one) => [one.number, one.suffix])).toEqual(expected)
  })

  it('[CI-5] takes the street of the relation that a house is in, and none is made up', () => {
    expect(addressesOf({ 'addr:housenumber': '3' }, 'Rue Y')).toMatchObject([{ number: 3, street: 'Rue Y' }])
    expect(addressesOf({ 'addr:housenumber': '3' })).toEqual([])
  })

  it('[CI-6] reads turn restrictions for cars over one node, and no others', () => {
    const member = (type: 'node' | 'way', ref: number, role: string) => ({ type, ref, role })
    const members = [
      member('way', 1, 'from'),
      member('node', 9, 'via'),
      member('way', 2, 'to'),
      member('way', 3, 'to'),
    ]
    const relation = (tags: Record<string, string>, given = members) =>
      restrictionsOf({ type: 'relation', id: 5, members: given, tags: { type: 'restriction', ...tags } })
    expect(relation({ restriction: 'no_entry' })).toEqual([
      { id: 5, kind: 'no', from: 1, via: 9, to: 2 },
      { id: -5001, kind: 'no', from: 1, via: 9, to: 3 },
    ])
    expect(relation({ restriction: 'only_straight_on' })[0]).toMatchObject({ kind: 'only' })
    expect(relation({ 'restriction:motorcar': 'no_left_turn' })).toHaveLength(2)
    expect(relation({ restriction: 'no_left_turn', except: 'bus;motorcar' })).toEqual([])
    expect(relation({ 'restriction:conditional': 'no_left_turn @ (07:00-09:00)' })).toEqual([])
    expect(
      relation({ restriction: 'no_u_turn' }, [
        member('way', 1, 'from'),
        member('way', 4, 'via'),
        member('way', 2, 'to'),
      ]),
    ).toEqual([])
  })
})
