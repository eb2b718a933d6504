import type { Duty } from './crew.ts'

export type DutyAction =
  | 'come_on_duty'
  | 'go_off_duty'
  | 'make_available'
  | 'take_break'
  | 'make_unavailable'
  | 'raise_distress'
  | 'end_distress'

/** `resume` goes back to the duty before the distress; `refuse` is an answer. Only a distress already raised refuses another. */
export type DutyOutcome = Duty | 'resume' | 'refuse'

export const dutyMachine: Record<Duty, Record<DutyAction, DutyOutcome>> = {
  off: {
    come_on_duty: 'available',
    go_off_duty: 'refuse',
    make_available: 'refuse',
    take_break: 'refuse',
    make_unavailable: 'refuse',
    raise_distress: 'distress',
    end_distress: 'refuse',
  },
  available: {
    come_on_duty: 'refuse',
    go_off_duty: 'off',
    make_available: 'refuse',
    take_break: 'on_break',
    make_unavailable: 'unavailable',
    raise_distress: 'distress',
    end_distress: 'refuse',
  },
  on_break: {
    come_on_duty: 'refuse',
    go_off_duty: 'off',
    make_available: 'available',
    take_break: 'refuse',
    make_unavailable: 'unavailable',
    raise_distress: 'distress',
    end_distress: 'refuse',
  },
  unavailable: {
    come_on_duty: 'refuse',
    go_off_duty: 'off',
    make_available: 'available',
    take_break: 'on_break',
    make_unavailable: 'refuse',
    raise_distress: 'distress',
    end_distress: 'refuse',
  },
  distress: {
    come_on_duty: 'refuse',
    go_off_duty: 'refuse',
    make_available: 'refuse',
    take_break: 'refuse',
    make_unavailable: 'refuse',
    raise_distress: 'refuse',
    end_distress: 'resume',
  },
}
