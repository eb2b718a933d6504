import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { openDevice } from './browser.ts'

/** A tablet with a disk: its browser can be killed, and opened again on what it had written. */
export class TestTablet {
  readonly errors: string[] = []
  private readonly folder = mkdtempSync(join(tmpdir(), 'vigie-tablet-'))
  private page: Page | null = null

  constructor(private readonly url: string) {}

  /** Opens the browser at an address of the server, and waits for nothing. */
  async open(path: string): Promise<Page> {
    const context = await openDevice(this.folder)
    const page = context.pages()[0] ?? (await context.newPage())
    page.on('pageerror', ({ message }) => this.errors.push(message))
    this.page = page
    await page.goto(`${this.url}${path}`)
    return page
  }

  /** Settles when the browser has written its cookies, which it does every half minute. */
  async hasCookies(): Promise<void> {
    const files = ['Default/Cookies', 'Default/Network/Cookies'].map((path) => join(this.folder, path))
    const written = () =>
      files.some((file) => existsSync(file) && readFileSync(file).includes('vigie_session'))
    await expect.poll(written, { timeout: 60_000, interval: 500 }).toBe(true)
  }

  /** kill -9 of the browser and of all its processes. */
  async kill(): Promise<void> {
    const context = this.page?.context()
    const closed = new Promise((settle) => context?.once('close', settle))
    for (const pid of processesOn(this.folder)) process.kill(pid, 'SIGKILL')
    await closed
    this.page = null
  }

  async close(): Promise<void> {
    await this.page?.context().close()
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The processes that were started on a profile's folder. Linux only. */
function processesOn(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`--user-data-dir=${folder}`)
      } catch {
        return false
      }
    })
    .map(Number)
}
