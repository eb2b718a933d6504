import { createRequire } from 'node:module'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { describe, expect, it } from 'vitest'

const { options, ...rules } = createRequire(import.meta.url)('./.dependency-cruiser.cjs')

describe('who may know whom', () => {
  it('[Y-1] every rule of .dependency-cruiser.cjs holds, in all that there is', async () => {
    const folders = ['shared', 'server', 'client', 'bench']
    const { output } = await cruise(folders, { ...options, ruleSet: rules, validate: true })
    const { summary, modules } = output as ICruiseResult
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([])
    // A cruiser that understood nothing would find no fault: it must have walked into every stage.
    const walked = modules.filter(({ dependencies }) => dependencies.length > 0).map(({ source }) => source)
    for (const stage of ['server/app.ts', 'client/console/Console.tsx', 'shared/decide.ts', 'bench/bench.ts'])
      expect(walked).toContain(stage)
  })
})
