import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { type CDPSession, chromium, type JSHandle, type Page } from 'playwright-core'
import { build } from 'vite'
import { loadDeployment } from '../server/city/deployment.ts'
import { projectPath } from '../server/project.ts'
import type { City } from '../shared/protocol/city.ts'
import type { FramesPage, Measured } from './frames/page.ts'
import { type Bench, type Figure, median, quantile } from './measure.ts'

const TICKETS = 2_000
/** An hour in a hurry: every frame of it, or one in ten where a minute would not do. */
const FLEETS = [
  { crews: 1_000, frames: 14_400, stepMs: 250 },
  { crews: 10_000, frames: 1_440, stepMs: 2_500 },
]
const SECONDS = 10
const QUARTERS = 4
/** What a console of 1920 × 1080 leaves to its map. */
const VIEWPORT = { width: 1104, height: 818 }
const LARGEST_HEAP_MB = 100

/** The console's map in a browser, beside MapLibre's own way to move points. */
export const frames: Bench = {
  name: 'frames',
  what: `script of a frame and of an update, and memory, with ${FLEETS.map(({ crews }) => crews.toLocaleString('en')).join(' and ')} crews moving and ${TICKETS.toLocaleString('en')} tickets, in Chromium with its draw calls left out, beside setData`,
  run: async (report) => {
    const site = await serveFrames()
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--headless', '--no-sandbox', '--disable-quic', '--disable-background-networking'],
    })
    try {
      const figures: Figure[] = []
      for (const fleet of FLEETS) {
        const page = await browser.newPage({ viewport: VIEWPORT })
        page.on('pageerror', ({ message }) => report(`the page failed: ${message}`))
        await page.goto(site.url)
        figures.push(...(await framesOf(page, fleet, report)))
        await page.close()
      }
      return figures
    } finally {
      await browser.close()
      await site.stop()
    }
  },
}

async function framesOf(
  page: Page,
  { crews, frames: hurried, stepMs }: (typeof FLEETS)[number],
  report: (line: string) => void,
): Promise<Figure[]> {
  const deployment = await loadDeployment(projectPath('fixtures/toulouse/'))
  const city: City = {
    name: 'Toulouse',
    jurisdiction: deployment.jurisdictions.first.id,
    timeZone: deployment.timeZone,
    center: [1.444, 43.604],
    zoom: 13,
    bounds: [1.35, 43.53, 1.52, 43.67],
    label: deployment.schematicLabel,
    credit: { fr: '', en: '' },
    districts: [],
    jurisdictions: [],
    onCall: deployment.onCall,
    fleet: deployment.fleet,
    mapVersion: 'none',
  }
  const api: JSHandle<FramesPage> = await page.evaluateHandle('frames')
  const { catalogue } = deployment
  const ask = {
    city,
    catalogue,
    crews,
    tickets: TICKETS,
    seconds: SECONDS,
    frames: hurried / QUARTERS,
    stepMs,
  }
  const renderer = await api.evaluate(
    (frames, { city, catalogue, crews, tickets }) => frames.open(city, catalogue, crews, tickets),
    ask,
  )
  report(`${crews} crews; draw calls do nothing, all else goes to ${renderer}`)
  const first = await heap(page)
  const hurry = async () => {
    await api.evaluate((frames, { crews, frames: count, stepMs }) => frames.hurry(crews, count, stepMs), ask)
    return heap(page)
  }
  // Trails are as long as they get when frames are timed.
  const heaps = [await hurry()]
  await api.evaluate((frames, { crews, seconds }) => frames.prepare(crews, seconds), ask)
  const ours = await timed(page, () => api.evaluate((frames) => frames.move()))
  while (heaps.length < QUARTERS) heaps.push(await hurry())
  report(`heap at first ${first.toFixed(1)} MB, then ${heaps.map((one) => one.toFixed(1)).join(', ')} MB`)
  await api.evaluate((frames) => frames.openPeer())
  await api.evaluate((frames, { crews, seconds }) => frames.prepare(crews, seconds), ask)
  const peer = await timed(page, () => api.evaluate((frames) => frames.movePeer()))
  report(`in ${SECONDS} s ${ours.frames.length} frames were drawn, ${peer.frames.length} by setData`)
  const named = (name: string) => `${crews.toLocaleString('en')} crews: ${name}`
  const figure = (name: string, value: number, floor: number, aim?: number): Figure => ({
    name: named(name),
    unit: 'ms',
    value,
    floor,
    ...(aim !== undefined && { aim }),
  })
  const last = heaps.at(-1) ?? Number.NaN
  return [
    figure('script of a frame, p50', median(ours.frames), median(peer.frames), 4),
    figure('script of a frame, p95', quantile(ours.frames, 0.95), quantile(peer.frames, 0.95)),
    figure('update, p50', median(ours.updates), median(peer.updates), 5),
    figure('update, p95', quantile(ours.updates, 0.95), quantile(peer.updates, 0.95)),
    figure('processor for a frame, updates included', ours.processor, peer.processor),
    { name: named('heap'), unit: 'MB', value: last, aim: LARGEST_HEAP_MB },
    { name: named('heap, growth in 45 minutes'), unit: 'MB', value: last - (heaps[0] ?? 0) },
  ]
}

/** What a period measured, with the processor's milliseconds that all script of the page took for each drawn frame. */
async function timed(page: Page, run: () => Promise<Measured>): Promise<Measured & { processor: number }> {
  const session = await page.context().newCDPSession(page)
  // What other programs take from this one meanwhile is not counted.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const before = await scriptSeconds(session)
  const measured = await run()
  const seconds = (await scriptSeconds(session)) - before
  await session.detach()
  return { ...measured, processor: (1000 * seconds) / measured.frames.length }
}

async function scriptSeconds(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? Number.NaN
}

/** What the page holds in memory, in MB (10⁶ bytes), the buffers of its arrays included, without its garbage. */
async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return (usedSize + backingStorageSize) / 1e6
}

/** Builds the page as the client is built, and serves it; the map's ground is left empty. */
async function serveFrames(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-frames-'))
  await build({
    configFile: false,
    root: new URL('./frames', import.meta.url).pathname,
    logLevel: 'warn',
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 5_000 },
  })
  const app = express()
  app.use(express.static(folder))
  app.use('/tiles', (_request, response) => void response.status(204).end())
  const server = createServer(app)
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((settle) => server.close(settle))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
