import type { KnipConfig } from 'knip'

/** What nothing uses is deleted: `npm run unused` names it. */
const config: KnipConfig = {
  entry: [
    'server/{main,serve,account,verify-log}.ts',
    'server/simulation/simulate.ts',
    'server/city/road/road-worker.ts',
    'bench/{bench,floor-server}.ts',
    'client/service-worker.ts',
    'client/report-form/main.tsx',
    'server/follow/follow.css',
    'server/delivery/test-letter.ts',
    '**/*.test.ts',
  ],
  project: ['{shared,server,client,bench,fixtures}/**/*.{ts,tsx,css}'],
  // Style sheets bring fonts: what they import is used.
  compilers: {
    css: (text) =>
      [...text.matchAll(/(?:@import |url\()"([^"]+)"/g)].map(([, from]) => `import '${from}'`).join('\n'),
  },
  ignoreBinaries: ['apt-cache'],
}

export default config
