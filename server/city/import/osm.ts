import { addressesOf } from './address-tags.ts'
import { CityFileError } from './city-file-error.ts'
import type { CityTables } from './city-tables.ts'
import type { Clip } from './clip.ts'
import type { Extent } from './extent.ts'
import { joinRings, lineWkb, type Position, piecesOf, pointWkb, polygonWkb, ringOf } from './geometry.ts'
import { areaOf, lineOf, placeOf } from './map-tags.ts'
import { indexIn, isOnEarth, NodeCoordinates, NumberBag } from './node-coordinates.ts'
import { elementId, type OsmRelation, type OsmWay, type Tags } from './osm-element.ts'
import type { OsmPbf } from './osm-pbf.ts'
import type { Progress } from './progress.ts'
import { restrictionsOf } from './restriction-tags.ts'
import { signalOf } from './signal-tags.ts'
import { type Street, streetOf } from './street-tags.ts'

/** What was left out, for the operator to read. */
export interface OsmNotes {
  missingNodes: number
  invalidNodes: number
  openRings: number
}

/**
 * Loads an OSM file into the tables. Relations come first, to know which ways they are made of; then ways, to know
 * which nodes are needed; then the nodes; then the ways again, to be written. So memory holds 16 bytes for each node
 * needed and the ways of multipolygons, whatever else is in the file.
 */
export class OsmLoader {
  readonly notes: OsmNotes = { missingNodes: 0, invalidNodes: 0, openRings: 0 }
  private readonly multipolygons: OsmRelation[] = []
  /** Of the ways that multipolygons are made of. */
  private readonly memberRefs = new Map<number, number[] | null>()
  /** The street that an associatedStreet relation gives its houses, by `elementId`. */
  private readonly streetOfHouse = new Map<number, string>()
  private readonly needed = new NumberBag()
  /** Sorted ids of the nodes inside the clip; null without one. */
  private inside: Float64Array | null = null
  private coordinates = new NodeCoordinates(new Float64Array())

  constructor(
    private readonly pbf: OsmPbf,
    private readonly clip: Clip | null,
    private readonly tables: CityTables,
    private readonly extent: Extent,
    private readonly progress: Progress,
  ) {}

  async load(): Promise<void> {
    if (this.clip !== null) await this.findNodesInside(this.clip)
    await this.readRelations()
    await this.readWays()
    await this.readNodes()
    await this.writeWays()
    await this.writeMultipolygons()
    await this.tables.flush()
  }

  private async findNodesInside(clip: Clip): Promise<void> {
    const inside = new NumberBag()
    for await (const nodes of this.pbf.blocksOf('node', this.progress.phase('clip'))) {
      for (const { id, lon, lat } of nodes) if (clip.contains(lon, lat)) inside.add(id)
    }
    this.inside = inside.takeSorted()
    if (this.inside.length === 0) {
      throw new CityFileError(
        `${this.pbf.name} has nothing inside --clip. Check the order: west,south,east,north.`,
      )
    }
  }

  private touches(refs: readonly number[]): boolean {
    const { inside } = this
    return inside === null || refs.some((ref) => indexIn(inside, ref) >= 0)
  }

  private async readRelations(): Promise<void> {
    for await (const relations of this.pbf.blocksOf('relation', this.progress.phase('relations'))) {
      for (const relation of relations) {
        const { tags = {}, members } = relation
        if (tags.type === 'multipolygon' && isDrawn(tags)) {
          this.multipolygons.push(relation)
          for (const { type, ref } of members) if (type === 'way') this.memberRefs.set(ref, null)
        }
        if (tags.type === 'associatedStreet' && tags.name !== undefined) {
          for (const { type, ref, role } of members)
            if (role === 'house') this.streetOfHouse.set(elementId({ type, id: ref }), tags.name)
        }
        for (const { from, via, to, ...turn } of restrictionsOf(relation))
          await this.tables.add('restriction', { ...turn, from_street: from, via_node: via, to_street: to })
      }
    }
  }

  private async readWays(): Promise<void> {
    for await (const ways of this.pbf.blocksOf('way', this.progress.phase('ways'))) {
      for (const { id, refs, tags } of ways) {
        const isMember = this.memberRefs.has(id)
        if (isMember) this.memberRefs.set(id, refs)
        if (tags !== undefined && this.touches(refs) && isWanted(tags)) this.need(refs)
      }
    }
    this.keepMultipolygonsInside()
    this.coordinates = new NodeCoordinates(this.needed.takeSorted())
  }

  private keepMultipolygonsInside(): void {
    const all = this.multipolygons.splice(0)
    for (const relation of all) {
      const ways = this.waysOf(relation)
      if (!ways.some((refs) => this.touches(refs))) continue
      this.multipolygons.push(relation)
      for (const refs of ways) this.need(refs)
    }
  }

  private need(refs: readonly number[]): void {
    for (const ref of refs) this.needed.add(ref)
  }

  private waysOf({ members }: OsmRelation): number[][] {
    return members
      .filter(({ type }) => type === 'way')
      .map(({ ref }) => this.memberRefs.get(ref))
      .filter((refs) => refs !== null && refs !== undefined)
  }

  private async readNodes(): Promise<void> {
    for await (const nodes of this.pbf.blocksOf('node', this.progress.phase('nodes'))) {
      for (const { id, lon, lat, tags } of nodes) {
        if (!isOnEarth(lon, lat)) {
          this.notes.invalidNodes += 1
          continue
        }
        this.coordinates.set(id, lon, lat)
        if (tags === undefined || this.clip?.contains(lon, lat) === false) continue
        await this.writePoint(tags, elementId({ type: 'node', id }), pointWkb([lon, lat]))
        const direction = signalOf(tags)
        if (direction !== null && this.coordinates.get(id) !== undefined)
          await this.tables.add('signal', { node: id, direction })
      }
    }
  }

  private async writeWays(): Promise<void> {
    for await (const ways of this.pbf.blocksOf('way', this.progress.phase('write'))) {
      for (const way of ways) {
        if (way.tags === undefined || !this.touches(way.refs) || !isWanted(way.tags)) continue
        this.noteMissing(way.refs)
        await this.writeWay(way, way.tags)
      }
    }
  }

  private noteMissing(refs: readonly number[]): void {
    for (const ref of refs) if (this.coordinates.get(ref) === undefined) this.notes.missingNodes += 1
  }

  private async writeWay({ id, refs }: OsmWay, tags: Tags): Promise<void> {
    const street = streetOf(tags)
    const line = lineOf(tags)
    if (street !== null || line !== null) {
      for (const piece of piecesOf(id, refs, this.coordinates)) {
        const geom = lineWkb(piece.points)
        if (line !== null) await this.tables.add('line', { id: piece.id, ...line, geom })
        if (street !== null) await this.writeStreet(piece.id, street, piece.nodes, piece.points, geom)
      }
    }
    if (refs.length < 4 || refs[0] !== refs.at(-1)) return
    const ring = ringOf(refs, this.coordinates)
    if (ring !== null) await this.writeArea(tags, elementId({ type: 'way', id }), polygonWkb([ring]))
  }

  private async writeStreet(
    id: number,
    street: Street,
    nodes: readonly number[],
    points: readonly Position[],
    geom: string,
  ): Promise<void> {
    for (const [lon, lat] of points) this.extent.add(lon, lat)
    await this.tables.add('street', streetRow(id, street, nodes, geom))
  }

  private async writeMultipolygons(): Promise<void> {
    const done = this.progress.phase('areas')
    for (const [index, relation] of this.multipolygons.entries()) {
      const { rings, open } = joinRings(this.waysOf(relation))
      this.notes.openRings += open
      const outlines = rings.map((refs) => ringOf(refs, this.coordinates)).filter((ring) => ring !== null)
      if (outlines.length > 0)
        await this.writeArea(relation.tags ?? {}, elementId(relation), polygonWkb(outlines))
      done(index + 1, this.multipolygons.length)
    }
  }

  private async writeArea(tags: Tags, id: number, geom: string): Promise<void> {
    const area = areaOf(tags)
    if (area !== null) await this.tables.add('area', { id, ...area, geom })
    await this.writePoint(tags, id, geom)
  }

  /** The place and the addresses that an element is, at its point or in the middle of its outline. */
  private async writePoint(tags: Tags, id: number, geom: string): Promise<void> {
    const place = placeOf(tags)
    if (place !== null) await this.tables.add('place', { id, ...place, geom })
    for (const [index, address] of addressesOf(tags, this.streetOfHouse.get(id)).entries())
      await this.tables.add('address', { id: id * 100 + index, ...address, source: 'osm', geom })
  }
}

/** A row of city.street. */
export function streetRow(id: number, street: Street, nodes: readonly number[], geom: string) {
  const { maxSpeed: max_speed, bicycleContraflow: bicycle_contraflow, ...rest } = street
  return { id, ...rest, max_speed, bicycle_contraflow, nodes: `{${nodes.join()}}`, geom }
}

function isWanted(tags: Tags): boolean {
  return streetOf(tags) !== null || lineOf(tags) !== null || isDrawn(tags)
}

function isDrawn(tags: Tags): boolean {
  return areaOf(tags) !== null || placeOf(tags) !== null || tags['addr:housenumber'] !== undefined
}
