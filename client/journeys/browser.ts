import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { installPackages } from '../../server/db/install.ts'

const CHROMIUM = '/usr/bin/chromium'
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

let warm: Browser | null = null

/**
 * One warm browser for all journeys of a process, and it ends with that: in a cold one a map's first page takes half as
 * long again. A journey leaves nothing in it, since it closes its contexts. Debian's Chromium is installed where it is
 * missing and this may.
 */
export async function openBrowser(): Promise<Browser> {
  installChromium()
  if (!warm?.isConnected()) warm = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
  return warm
}

/** A tablet's browser on a folder of its own, with what it wrote there before. */
export async function openDevice(folder: string): Promise<BrowserContext> {
  installChromium()
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: CHROMIUM,
    args: FLAGS,
    viewport: { width: 1180, height: 820 },
    locale: 'fr-FR',
    reducedMotion: 'reduce',
    geolocation: { longitude: 1.4523, latitude: 43.5962, accuracy: 6 },
    permissions: ['geolocation'],
  })
  context.setDefaultTimeout(STEP_MS)
  return context
}

function installChromium(): void {
  // biome-ignore lint/suspicious/noConsole: an installation is announced to whoever runs the tests
  if (!existsSync(CHROMIUM)) installPackages(['chromium'], 'Chromium, for the browser tests,', console.log)
}

/**
 * A step that takes longer has failed: the journey says which, instead of running out of time as a whole. Three pages
 * whose maps are drawn without a graphics card on two cores answer a click in up to ten seconds.
 */
const STEP_MS = 45_000

/**
 * What the browser itself says of answers that are not 200, of a cable that was cut, and of a page that would shake a
 * device that nobody touched yet: not faults of the page.
 */
const OF_THE_BROWSER = /^(Failed to load resource|WebSocket connection to|Blocked call to navigator\.vibrate)/

/** Problems that a page reported by itself: an error in it is a failure of the journey. */
export interface Visit {
  page: Page
  context: BrowserContext
  errors: string[]
}

export interface VisitOptions {
  width: number
  height: number
  /** Where the device says it is. */
  at?: { lon: number; lat: number }
}

/** A person at a screen: a page of their own, with their own session. */
export async function visit(
  browser: Browser,
  url: string,
  { width, height, at }: VisitOptions,
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'fr-FR',
    reducedMotion: 'reduce',
    ...(at && {
      geolocation: { longitude: at.lon, latitude: at.lat, accuracy: 6 },
      permissions: ['geolocation'],
    }),
  })
  context.setDefaultTimeout(STEP_MS)
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !OF_THE_BROWSER.test(message.text())) errors.push(message.text())
  })
  await page.goto(url)
  return { page, context, errors }
}

/** Enters with one of the demonstration's accounts. */
export async function enter({ page }: Visit, account: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(account) }).click()
}
