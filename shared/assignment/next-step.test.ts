import { describe, expect, it } from 'vitest'
import { assignmentStatuses, isOpen } from './assignment.ts'
import { assignmentMachine } from './machine.ts'
import { maySecureToo, nextStep, STEP_STATUS, stepsOf } from './next-step.ts'

describe('the next step on the tablet', () => {
  it.each(['on_scene', 'secured'] as const)(
    '[M-1] always offers a step that the rules accept, for a %s ticket',
    (target) => {
      for (const status of assignmentStatuses) {
        const step = nextStep(status, target)
        expect(step === null, status).toBe(!isOpen({ status }))
        if (step !== null) expect(assignmentMachine[status][step], status).toBe(STEP_STATUS[step])
      }
    },
  )

  it('[M-2] leads from being sent to being done through the steps that are drawn', () => {
    for (const target of ['on_scene', 'secured'] as const) {
      const walked = ['dispatched']
      for (
        let step = nextStep('dispatched', target);
        step !== null;
        step = nextStep(STEP_STATUS[step], target)
      ) {
        walked.push(STEP_STATUS[step])
      }
      expect(walked).toEqual(stepsOf(target))
    }
  })

  it('[M-3] lets a crew make a place safe that nobody asked to, and draws it once done', () => {
    const offered = assignmentStatuses.filter((status) => maySecureToo(status, 'on_scene'))
    expect(offered).toEqual(['on_scene'])
    for (const status of offered) expect(assignmentMachine[status].secure).toBe('secured')
    expect(assignmentStatuses.filter((status) => maySecureToo(status, 'secured'))).toEqual([])
    expect(stepsOf('on_scene')).not.toContain('secured')
    expect(stepsOf('on_scene', 'secured')).toContain('secured')
  })
})
