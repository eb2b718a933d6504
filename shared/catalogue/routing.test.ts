import { describe, expect, it } from 'vitest'
import { AGENCIES } from '../test-board.ts'
import { type Route, routeOf } from './routing.ts'
import type { Priority } from './service.ts'

/** Whom it is for · where it goes with priority 1, 2, 3, 4 · with 3 where nobody knows where it is · with 3, a hazard. */
const TABLE = `
  municipal_police pc_radio pc_radio pc_radio  pc_radio  pc_radio pc_radio
  roads            pc_radio pc_radio pc_radio  pc_radio  pc_radio pc_radio
  cleanliness      pc_radio pc_radio work_list work_list pc_radio pc_radio
  grid             pc_radio pc_radio partner   partner   pc_radio pc_radio
  nobody           pc_radio pc_radio pc_radio  pc_radio  pc_radio pc_radio`

const rows = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(/ +/))
const cells = rows.flatMap(([code = '', ...routes]) =>
  routes.map(
    (route, index) =>
      [code, index >= 4 ? 3 : ((index + 1) as Priority), index !== 4, index === 5, route as Route] as const,
  ),
)

describe('where a ticket goes', () => {
  it.each(cells)(
    '[RO-1] of %s, priority %i, located: %s, hazard: %s → %s',
    (code, priority, isLocated, isHazard, route) => {
      const agency = AGENCIES.find((one) => one.code === code)
      expect(routeOf(agency, { priority, isLocated, isHazard })).toBe(route)
    },
  )

  it('[RO-1] a list that is said of the police or of a partner counts for nothing', () => {
    const given = { priority: 4, isLocated: true, isHazard: false } as const
    expect(routeOf({ kind: 'police', workList: true }, given)).toBe('pc_radio')
    expect(routeOf({ kind: 'partner', workList: true }, given)).toBe('partner')
  })
})
