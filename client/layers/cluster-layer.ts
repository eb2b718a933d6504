import type { Layer } from '@deck.gl/core'
import { IconLayer } from '@deck.gl/layers'
import { circle } from '../design/glyph.ts'
import { priorityInk, type ThemeName } from '../design/palette.ts'
import type { Shape } from '../design/shape.ts'
import { atlasFor, atlasOf, CELL, ticketIcon } from './atlas.ts'
import type { Cluster } from './cluster.ts'

/** The figure on top is drawn at 11 px, of the 24 that the most urgent has alone. */
const MARK_SIZE = CELL * (11 / 24)

const at = ({ lon, lat }: Cluster): [number, number] => [lon, lat]
const radius = ({ count }: Cluster) => Math.min(21, Math.round(12 + 2 * Math.log2(count)))
const nameOf = (cluster: Cluster) => `${cluster.worst.priority} ${cluster.count}`

/** Clusters: a disc with how many, edged and marked with the most urgent. */
export function clusterLayers(clusters: readonly Cluster[], theme: ThemeName): Layer[] {
  const discs = atlasFor('clusters', theme, new Map(clusters.map((one) => [nameOf(one), discShapes(one)])))
  const figures = atlasOf(theme)
  return [
    new IconLayer<Cluster>({
      id: 'cluster',
      data: clusters,
      visible: clusters.length > 0,
      iconAtlas: discs.image,
      iconMapping: discs.mapping,
      getIcon: nameOf,
      getPosition: at,
      getSize: CELL,
      pickable: true,
    }),
    new IconLayer<Cluster>({
      id: 'cluster-worst',
      data: clusters,
      visible: clusters.length > 0,
      iconAtlas: figures.image,
      iconMapping: figures.mapping,
      getIcon: ({ worst }) => ticketIcon(worst.theme, worst.priority, 1),
      getPosition: at,
      getPixelOffset: (cluster) => [0, -radius(cluster)],
      getSize: MARK_SIZE,
    }),
  ]
}

function discShapes(cluster: Cluster): Shape[] {
  const path = circle(radius(cluster))
  return [
    { path, stroke: 'ml', width: 5 },
    { path, fill: 'bg1', stroke: priorityInk(cluster.worst.priority), width: 2 },
    { text: String(cluster.count), x: 0, y: 4.6, size: 13, weight: 650, ink: 't1' },
  ]
}
