import { defineConfig } from 'vitest/config'

const JOURNEYS = 'client/**/*.e2e.test.ts'

export default defineConfig({
  test: {
    globalSetup: ['server/db/test-cluster.ts'],
    // Patience alone: on a machine that others use too, what takes three seconds may take a minute.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What is waited for comes when the machine has the time: a second is short where two browsers share it.
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
    projects: [
      // Stores, stubs of what a browser has, and mocks are of the module: each file has modules of its own.
      {
        extends: true,
        test: { name: 'screens', include: ['client/**/*.test.{ts,tsx}'], exclude: [JOURNEYS] },
      },
      // No module of these keeps anything: loading them once for all files of a process is half of what they take.
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['{shared,server,bench,fixtures}/**/*.test.ts', '*.test.ts'],
          isolate: false,
        },
      },
      // Last, and two at a time: browsers that share two cores with databases too run out of patience.
      {
        extends: true,
        test: {
          name: 'journeys',
          include: [JOURNEYS],
          sequence: { groupOrder: 1 },
          // They share the browser of their process.
          isolate: false,
          maxWorkers: 2,
          testTimeout: 300_000,
        },
      },
    ],
  },
})
