import { openDatabase } from './db/open.ts'
import { readAnchors } from './event-log/anchor.ts'
import { verifyLog } from './event-log/verify.ts'

const PROBLEMS = {
  gap: 'is missing',
  altered: 'is not what was written',
  cut: 'and those after it were cut off: an anchor noted outside the database reaches further',
}

/** `npm run verify-log`: walks the whole event log and names the first break. Exit code 1 where there is one. */
async function main(): Promise<void> {
  const { pool, dataFolder, close } = await openDatabase()
  const anchors = await readAnchors(dataFolder)
  const { events, head, firstBreak } = await verifyLog(pool, anchors)
  await close()
  process.stdout.write(`${events} events, ${anchors.length} anchors, head ${head}\n`)
  if (firstBreak === null) process.stdout.write('The log is whole.\n')
  else process.stdout.write(`Event ${firstBreak.seq} ${PROBLEMS[firstBreak.problem]}.\n`)
  process.exitCode = firstBreak === null ? 0 : 1
}

main().catch((error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 2
})
