import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Database } from '../db/pool.ts'
import { readHead } from './head.ts'
import type { Anchor } from './verify.ts'

const EVERY_MS = 60_000
const FILE = 'log-anchors.jsonl'
const anchorSchema = z.object({ seq: z.number(), hash: z.string() })

/**
 * Notes the head of the log in a file beside the database, each minute that it moved: a log whose tail was cut off
 * verifies in itself, but no longer reaches its anchors.
 */
export class Anchors {
  private readonly file: string
  private last = 0
  private timer: NodeJS.Timeout | null = null

  constructor(
    dataFolder: string,
    private readonly database: Database,
    private readonly onFault: (error: unknown, what: string) => void,
  ) {
    this.file = join(dataFolder, FILE)
  }

  start(): void {
    this.timer = setInterval(() => this.note(), EVERY_MS)
  }

  async stop(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer)
    await this.note()
  }

  private async note(): Promise<void> {
    try {
      const { seq, hash } = await readHead(this.database)
      if (seq === this.last) return
      await appendFile(this.file, `${JSON.stringify({ seq, hash: hash.toString('hex') } satisfies Anchor)}\n`)
      this.last = seq
    } catch (error) {
      this.onFault(error, `the head of the log could not be noted in ${this.file}`)
    }
  }
}

/** The anchors noted in `dataFolder`; none where there is no such file yet. */
export async function readAnchors(dataFolder: string): Promise<Anchor[]> {
  const text = await readFile(join(dataFolder, FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => anchorSchema.parse(JSON.parse(line)))
}
