import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { themes } from '../catalogue/service.ts'
import { DAY, instant } from '../instant.ts'
import { aTicket, NOW } from '../test-board.ts'
import { ticketStatuses } from '../ticket/ticket.ts'
import { type FollowRules, followRulesSchema, mayRead, mayReopen, mayTellMore, wordsOf } from './rules.ts'
import { followStepSchema } from './step.ts'

const FILE = new URL('../../fixtures/toulouse/follow.json', import.meta.url)
const rules: FollowRules = followRulesSchema.parse(JSON.parse(readFileSync(FILE, 'utf8')))
const days = (number: number) => instant(NOW + number * DAY)

describe('what whoever asked may do', () => {
  it.each(ticketStatuses)('[SU-3] of a ticket that is %s depends on that and on when it ended', (status) => {
    const ticket = aTicket(1, { status, statusAt: NOW })
    const may = (day: number) => [mayRead(ticket, days(day), rules), mayReopen(ticket, days(day), rules)]
    const isOpen = status === 'open'
    expect(mayTellMore(ticket)).toBe(isOpen)
    expect(may(0)).toEqual([true, status === 'closed'])
    expect(may(6.99)).toEqual([true, status === 'closed'])
    expect(may(7)).toEqual([true, false])
    expect(may(89)).toEqual([true, false])
    expect(may(90)).toEqual([isOpen, false])
  })
})

describe('the town’s own words', () => {
  it('[SU-4] are there for every step and theme, in both languages, the theme’s own first', () => {
    for (const theme of themes)
      for (const step of followStepSchema.options) {
        const { fr, en } = wordsOf(rules, step, theme)
        expect(fr).toMatch(/\.$/)
        expect(en).toMatch(/\.$/)
        // A space before « : » and « ; » never breaks a line.
        expect(fr).not.toMatch(/ [:;?!]/)
      }
    expect(wordsOf(rules, 'sent', 'tranquillity').fr).toContain('police municipale')
    expect(wordsOf(rules, 'sent', 'living_environment')).toEqual(rules.words.sent)
  })
})
