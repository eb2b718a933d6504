import { parentPort, workerData } from 'node:worker_threads'
import { openPool } from '../../db/pool.ts'
import { readStreets } from './read-streets.ts'
import type { Message, Question, RoadWorkerData } from './road-message.ts'
import { RoadTimes } from './road-times.ts'
import { buildStreetNetwork } from './street-network.ts'

/**
 * The thread of road times: reads the loaded city's streets through a connection of its own, builds their network (1 to
 * 3 s of a processor), and answers questions on it until it is ended. One thread knows one city: another gets another.
 */
async function work({ databaseUrl }: RoadWorkerData): Promise<void> {
  const port = parentPort
  if (port === null) throw new Error('road-worker.ts runs in a thread, started by road-thread.ts.')
  const send = (message: Message) => port.postMessage(message)
  const times = await load(databaseUrl)
  port.on('message', async (question: Question) => {
    const { id } = question
    try {
      const answer = await answerTo(times, question)
      send({ kind: 'answer', id, answer, dataVersion: times.dataVersion })
    } catch (error) {
      send({ kind: 'failed', id, error: error instanceof Error ? error : new Error(String(error)) })
    }
  })
  send({ kind: 'ready', version: times.version })
}

async function load(databaseUrl: string): Promise<RoadTimes> {
  // An idle connection that is lost is of no more use here: the streets are read once.
  const database = openPool(databaseUrl, { max: 1, onError: () => {} })
  try {
    const { version, streets, restrictions, signals } = await readStreets(database)
    return new RoadTimes(buildStreetNetwork(streets, restrictions, signals), version)
  } finally {
    await database.end()
  }
}

function answerTo(times: RoadTimes, question: Question) {
  switch (question.subject) {
    case 'nearest': {
      const { ticket, crews, k, maxSeconds } = question
      return times.nearest(ticket, crews, k, { maxSeconds })
    }
    case 'matrix':
      return times.matrix(question.crews, question.tickets)
    case 'route':
      return times.route(question.crew, question.ticket)
    case 'reach':
      return times.reach(question.reach)
    case 'close':
      return times.close(question.closure)
    case 'reopen':
      return times.reopen(question.closureId)
    case 'correct':
      return times.correct(question.corrections)
    case 'observe':
      return times.observe(question.legs)
  }
}

// An error here ends the thread, and tells whoever started it.
await work(workerData)
