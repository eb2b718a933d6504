/** The cache that the service worker answers the map's tiles from, and the page fills ahead of need. */
export const TILE_CACHE = 'tiles'

/** Whether this is a tile whose address names the version of the map, and so never changes. */
export function isTile(url: URL): boolean {
  return url.pathname.startsWith('/tiles/') && url.searchParams.has('v')
}

/** A tile's address, as the map's style asks for it. */
export function tilePath({ z, x, y }: { z: number; x: number; y: number }, mapVersion: string): string {
  return `/tiles/${z}/${x}/${y}?v=${encodeURIComponent(mapVersion)}`
}
