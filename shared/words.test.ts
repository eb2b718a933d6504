import { describe, expect, it } from 'vitest'
import { assignmentStatuses, outcomes } from './assignment/assignment.ts'
import { alarmReasonSchema, callOutStatuses } from './call-out/call-out.ts'
import { callChannels } from './call-out/plan.ts'
import { themes } from './catalogue/service.ts'
import { choiceReasonSchema, recallReasonSchema } from './command.ts'
import { crewKinds, duties } from './crew/crew.ts'
import { basisSchema, exclusionSchema } from './nearest-crew/suggestion.ts'
import { holidays } from './on-call/holidays.ts'
import { onCallDomains } from './on-call/turn.ts'
import { placeCategorySchema, withdrawalReasons } from './place-note/place-note.ts'
import { channelSchema, ticketStatuses } from './ticket/ticket.ts'
import { domainWords } from './words.ts'

const codes: { [K in keyof (typeof domainWords)['fr']]: readonly string[] } = {
  duty: duties,
  assignment: assignmentStatuses,
  ticket: ticketStatuses,
  outcome: outcomes,
  recall: recallReasonSchema.options,
  choice: choiceReasonSchema.options,
  channel: channelSchema.options,
  theme: themes,
  kind: crewKinds,
  place: placeCategorySchema.options,
  withdrawal: withdrawalReasons,
  exclusion: exclusionSchema.options,
  basis: basisSchema.options,
  onCall: onCallDomains,
  callOut: callOutStatuses,
  alarm: alarmReasonSchema.options,
  callChannel: callChannels,
  holiday: holidays,
}

describe('the words of the domain', () => {
  it.each(['fr', 'en'] as const)('[N-16] has a word in %s for every code, and none for another', (locale) => {
    for (const [family, expected] of Object.entries(codes)) {
      const words = Object.entries(domainWords[locale]).find(([name]) => name === family)?.[1] ?? {}
      expect(Object.keys(words).sort()).toEqual([...expected].sort())
      for (const word of Object.values(words)) expect(word).toMatch(/^\S.*\S$/)
    }
  })

  it('[N-16] says states as radio crews do', () => {
    const { duty, assignment } = domainWords.fr
    expect(duties.map((one) => duty[one])).toEqual([
      'fin de service',
      'disponible',
      'pause',
      'indisponible',
      'détresse',
    ])
    expect(assignmentStatuses.map((one) => assignment[one])).toEqual([
      'envoyé',
      'reçu',
      'en route',
      'sur place',
      'mis en sécurité',
      'terminé',
      'rappelé',
      'décliné',
    ])
  })
})
