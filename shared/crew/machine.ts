import type { Duty } from './crew.ts'

export type DutyAction =
  | 'come_on_duty'
  | 'go_off_duty'
  | 'make_available'
  | 'take_break'
  | 'make_unavailable'
  | 'change_outfit'
  | 'hand_over'
  | 'take_over'
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
    change_outfit: 'refuse',
    hand_over: 'refuse',
    take_over: 'refuse',
    raise_distress: 'distress',
    end_distress: 'refuse',
  },
  available: {
    come_on_duty: 'refuse',
    go_off_duty: 'off',
    make_available: 'refuse',
    take_break: 'on_break',
    make_unavailable: 'unavailable',
    change_outfit: 'available',
    hand_over: 'available',
    take_over: 'available',
    raise_distress: 'distress',
    end_distress: 'refuse',
  },
  on_break: {
    come_on_duty: 'refuse',
    go_off_duty: 'off',
    make_available: 'available',
    take_break: 'refuse',
    make_unavailable: 'unavailable',
    change_outfit: 'on_break',
    hand_over: 'on_break',
    take_over: 'on_break',
    raise_distress: 'distress',
    end_distress: 'refuse',
  },
  unavailable: {
    come_on_duty: 'refuse',
    go_off_duty: 'off',
    make_available: 'available',
    take_break: 'on_break',
    make_unavailable: 'refuse',
    change_outfit: 'unavailable',
    hand_over: 'unavailable',
    take_over: 'unavailable',
    raise_distress: 'distress',
    end_distress: 'refuse',
  },
  distress: {
    come_on_duty: 'refuse',
    go_off_duty: 'refuse',
    make_available: 'refuse',
    take_break: 'refuse',
    make_unavailable: 'refuse',
    change_outfit: 'refuse',
    hand_over: 'refuse',
    take_over: 'refuse',
    raise_distress: 'refuse',
    end_distress: 'resume',
  },
}
