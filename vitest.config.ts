import { defineConfig } from 'vitest/config'

const JOURNEYS = 'client/**/*.e2e.test.ts'

export default defineConfig({
  test: {
    globalSetup: ['server/db/test-cluster.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What is waited for comes when the machine has the time: a second is short where two browsers share it.
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'rules',
          include: ['{shared,server,client,bench,fixtures}/**/*.test.{ts,tsx}', '*.test.ts'],
          exclude: [JOURNEYS],
        },
      },
      // Last, and two at a time: browsers that share two cores with databases too run out of patience.
      {
        extends: true,
        test: {
          name: 'journeys',
          include: [JOURNEYS],
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
          testTimeout: 300_000,
        },
      },
    ],
  },
})
