import type { Worker } from 'node:worker_threads'
import { startThread } from '../../module-of.ts'
import type { AnswerTo, Asked, Message, RoadWorkerData, Subject } from './road-message.ts'

interface Waiting {
  settle(answer: unknown): void
  fail(error: Error): void
}

/** A thread that was told to end may answer what it was asked for this long. */
const LAST_ANSWERS_MS = 1_000

/** One thread of road times, on the streets of one city. */
export class RoadThread {
  /** Settles when the thread is gone, whyever; with the error where one ended it. */
  readonly ended: Promise<Error | null>
  private readonly worker: Worker
  private readonly waiting = new Map<number, Waiting>()
  private readonly ready: Promise<string>
  private lastId = 0
  private gone = false
  private named = { version: '', dataVersion: '' }

  private constructor(databaseUrl: string) {
    this.worker = startThread('city/road/road-worker', { databaseUrl } satisfies RoadWorkerData)
    let cause: Error | null = null
    this.worker.on('error', (error: Error) => {
      cause = error
    })
    this.ended = new Promise((settle) =>
      this.worker.once('exit', () => {
        this.gone = true
        for (const { fail } of this.waiting.values()) fail(new Error('The thread of road times ended.'))
        this.waiting.clear()
        settle(cause)
      }),
    )
    this.ready = new Promise((settle, fail) => {
      this.worker.on('message', (message: Message) => {
        if (message.kind === 'ready') settle(message.version)
        else this.take(message)
      })
      this.ended.then((error) => fail(error ?? new Error('The thread of road times ended.')))
    })
  }

  /** A thread on the loaded city, once its network stands; rejects where there is no city, or it cannot be read. */
  static async start(databaseUrl: string): Promise<RoadThread> {
    const thread = new RoadThread(databaseUrl)
    const version = await thread.ready
    thread.named = { version, dataVersion: version }
    return thread
  }

  /** Of the city whose streets it knows. */
  get version(): string {
    return this.named.version
  }

  /** The city's version and what is closed on it, as of the last answer. */
  get dataVersion(): string {
    return this.named.dataVersion
  }

  /** The answer to one question; rejects after `withinMs`, and where the thread ended or failed. */
  ask<S extends Subject>(subject: S, asked: Asked<S>, withinMs: number): Promise<AnswerTo<S>> {
    if (this.gone) return Promise.reject(new Error('The thread of road times ended.'))
    this.lastId += 1
    const id = this.lastId
    return new Promise<AnswerTo<S>>((settle, fail) => {
      const timer = setTimeout(() => {
        this.waiting.delete(id)
        fail(new Error(`The thread of road times did not answer « ${subject} » within ${withinMs} ms.`))
      }, withinMs)
      this.waiting.set(id, {
        settle: (answer) => {
          clearTimeout(timer)
          settle(answer as AnswerTo<S>)
        },
        fail: (error) => {
          clearTimeout(timer)
          fail(error)
        },
      })
      this.worker.postMessage({ id, subject, ...asked })
    })
  }

  /** Ends it, after it has answered what it was asked or a second has passed. Settles when it is gone. */
  async end(): Promise<void> {
    const open = [...this.waiting.keys()]
    const until = performance.now() + LAST_ANSWERS_MS
    while (open.some((id) => this.waiting.has(id)) && performance.now() < until)
      await new Promise((settle) => setTimeout(settle, 10))
    await this.worker.terminate()
    await this.ended
  }

  private take(message: Exclude<Message, { kind: 'ready' }>): void {
    const waiting = this.waiting.get(message.id)
    this.waiting.delete(message.id)
    if (message.kind === 'failed') waiting?.fail(message.error)
    else {
      this.named.dataVersion = message.dataVersion
      waiting?.settle(message.answer)
    }
  }
}
