import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{shared,server,client,bench,fixtures}/**/*.test.{ts,tsx}', '*.test.ts'],
    globalSetup: ['server/db/test-cluster.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})
