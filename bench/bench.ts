import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { addresses } from './addresses.bench.ts'
import { consoles } from './consoles.bench.ts'
import { delivery } from './delivery.bench.ts'
import { escalation } from './escalation.bench.ts'
import { frames } from './frames.bench.ts'
import { georeport } from './georeport.bench.ts'
import { imports } from './import.bench.ts'
import { likeness } from './likeness.bench.ts'
import type { Bench, Figure } from './measure.ts'
import { offline } from './offline.bench.ts'
import { pgrouting } from './pgrouting.bench.ts'
import { positions } from './positions.bench.ts'
import { positionsSocket } from './positions-socket.bench.ts'
import { snapshot } from './snapshot.bench.ts'
import { straightLine } from './straight-line.bench.ts'
import { suggestion } from './suggestion.bench.ts'
import { tiles } from './tiles.bench.ts'
import { travel } from './travel.bench.ts'
import { valhalla } from './valhalla.bench.ts'

const benches: readonly Bench[] = [
  delivery,
  likeness,
  georeport,
  snapshot,
  positions,
  positionsSocket,
  consoles,
  offline,
  escalation,
  addresses,
  tiles,
  frames,
  imports,
  straightLine,
  travel,
  suggestion,
  pgrouting,
  valhalla,
]

const HELP = `npm run bench -- [--only NAME] [--json FILE] [--megabytes N] [--tickets N]
  ${benches.map(({ name, what }) => `${name.padEnd(16)} ${what}`).join('\n  ')}`

/** Runs the benches one after the other and prints their figures, each beside its floor and its aim. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      json: { type: 'string' },
      megabytes: { type: 'string', default: '100' },
      tickets: { type: 'string', default: '4000000' },
      help: { type: 'boolean' },
    },
  })
  const chosen = benches.filter(({ name }) => values.only === undefined || name === values.only)
  const megabytes = Number(values.megabytes)
  const tickets = Number(values.tickets)
  const areCounts = megabytes >= 1 && megabytes <= 10_000 && tickets >= 5_000 && tickets <= 20_000_000
  if (values.help || chosen.length === 0 || !areCounts) {
    process.stdout.write(`${HELP}\n`)
    process.exitCode = values.help ? 0 : 2
    return
  }
  const machine = `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`
  process.stdout.write(`${machine}\n`)
  const results: { bench: string; figures: Figure[] }[] = []
  for (const { name, what, run } of chosen) {
    process.stdout.write(`\n${name}: ${what}\n`)
    const figures = await run((line) => process.stderr.write(`  ${line}\n`), { megabytes, tickets })
    results.push({ bench: name, figures })
    process.stdout.write(`${tableOf(figures)}\n`)
  }
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ machine, results }, null, 2)}\n`)
}

function tableOf(figures: readonly Figure[]): string {
  const shown = (value: number | undefined) => (value === undefined ? '' : value.toPrecision(3))
  const rows = figures.map(({ name, unit, value, floor, ratio, aim }) => {
    const missed = aim !== undefined && (ratio ?? value) > aim
    const verdict = aim === undefined ? '' : `≤ ${aim}${missed ? '  MISSED' : ''}`
    return [name, `${shown(value)} ${unit}`, shown(floor), shown(ratio), verdict]
  })
  const all = [['figure', 'value', 'floor', 'ratio', 'aim'], ...rows]
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  return all
    .map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`)
    .join('\n')
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`)
  process.exitCode = 1
})
