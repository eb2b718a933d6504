/** The rules that hold the house up (docs/architecture.md): who may know whom. `npm run layers` checks them. */
const only = (name, comment, from, allowed) => ({
  name,
  comment,
  severity: 'error',
  from,
  to: { pathNot: allowed },
})
const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const TEST = '\\.test\\.tsx?$|/test-[a-z-]+\\.ts$'

module.exports = {
  forbidden: [
    never('no-cycle', 'A cycle has no first reader.', {}, { circular: true }),
    only(
      'shared-is-pure',
      'shared/ imports itself, zod and turf: no I/O, clock, DOM or Node.',
      { path: '^shared/', pathNot: TEST },
      ['^shared/', '^node_modules/(zod|@turf)/'],
    ),
    never(
      'screens-and-server-apart',
      'What both need is in shared/.',
      { path: '^client/', pathNot: `${TEST}|^client/journeys/` },
      { path: '^server/' },
    ),
    never(
      'server-and-screens-apart',
      'What both need is in shared/.',
      { path: '^server/' },
      { path: '^client/' },
    ),
    never(
      'one-writer',
      'Only command/ appends to the log, in its one transaction.',
      { path: '^(server|bench)/', pathNot: `${TEST}|^server/(command|event-log)/` },
      { path: '^server/event-log/append\\.ts$' },
    ),
    never(
      'database-at-its-doors',
      'pg is spoken to where data is owned, and nowhere else.',
      {
        path: '^server/',
        pathNot:
          TEST +
          '|^server/(db|event-log|projection|read|city|session|command)/|^server/broadcast/(tail|position)',
      },
      { path: '^node_modules/pg/' },
    ),
    never(
      'socket-at-the-edges',
      'socket.io is set up in intake/socket-server, spoken in intake/socket and in those who play clients.',
      {
        path: '^(server|client|shared)/',
        pathNot: `${TEST}|^server/intake/((vigie-)?socket|socket-server)\\.ts$|^server/simulation/|^client/feed/`,
      },
      { path: '^node_modules/socket\\.io(-client)?/' },
    ),
    never(
      'maplibre-in-map',
      'Only client/map touches MapLibre.',
      { path: '^client/', pathNot: '^client/map/' },
      { path: '^node_modules/maplibre-gl/' },
    ),
    never(
      'deck-in-map-and-layers',
      'Only client/map and client/layers touch deck.gl.',
      { path: '^client/', pathNot: '^client/(map|layers)/' },
      { path: '^node_modules/@deck\\.gl/' },
    ),
    never(
      'react-is-for-pages',
      'What flows to the screen has no React in it.',
      { path: '^client/(feed|store|layers|intent)/' },
      { path: '^node_modules/(react|react-dom)/' },
    ),
    only(
      'layers-are-functions',
      'A layer is (data, theme) → Layer: no store, no fetch.',
      { path: '^client/layers/', pathNot: TEST },
      ['^client/(layers|design)/', '^shared/', '^node_modules/@?(deck|luma)\\.gl/'],
    ),
    never(
      'tests-are-not-imported',
      'What ships does not lean on what tests it.',
      { path: '^(server|client|shared)/', pathNot: TEST },
      { path: TEST, pathNot: '^shared/test-board\\.ts$' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
