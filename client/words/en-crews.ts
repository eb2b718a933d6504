import { figure, THIN } from '../../shared/typography.ts'

import type { CrewsWords } from './fr-crews.ts'

/** Crews, their shift and their welfare, in English. */
export const enCrews: CrewsWords = {
  crews: {
    title: 'Crews',
    free: 'Free',
    enRoute: 'En route',
    onScene: 'On scene',
    sent: 'Sent',
    onBreak: 'Break',
    unavailable: 'Unavailable',
    distress: 'Distress',
    order: 'By state, then time in it',
    silent: 'no news',
    noPosition: 'no position',
    empty: 'No crew on duty. Crews come on duty on their tablets.',
    queued: (count) => `+${count} queued`,
    open: 'Crew board',
    recallShort: 'Recall',
  },
  crew: {
    panel: 'Crew',
    close: 'Close the crew',
    look: (callSign) => `Look at ${callSign}`,
    members: (count) => (count > 1 ? `${count} people` : '1 person'),
    lastWord: 'Last word',
    neverHeard: 'nothing yet',
    position: 'Position',
    onDuty: 'On duty',
    ago: (age) => `${age} ago`,
    within: (metres) => `within ${figure(metres, 'en')}${THIN}m`,
    doubt: {
      clock_ahead: 'the device’s clock is ahead, its age counts from reception',
      newer_apart: 'a newer position is not credible and is kept apart',
    },
    since: (time) => `since ${time}`,
    follow: 'Follow',
    unfollow: 'Stop following',
    following: (callSign) => `Following ${callSign}`,
    current: 'In hand',
    nothing: 'Nothing in hand.',
    next: 'Next',
    day: 'The day',
    stood: (duration) => `Stood ${duration}`,
    standing: (duration) => `Standing, ${duration}`,
    noAddress: 'no known address',
    noPositions: 'No position kept today.',
    emptyDay: 'Nothing yet today. The track begins when the crew comes on duty.',
    loading: 'Loading the day…',
    failed: `The day could not be read. Map and board are not affected. Trying again in 5${THIN}s.`,
    notForYou: 'The track is shown at the posts of the radio room.',
    placeOf: 'Show the place on the map',
    contact: 'Contact confirmed',
    stepsSaid: {
      dispatched: 'Dispatched',
      acknowledged: 'Acknowledged',
      en_route: 'En route',
      on_scene: 'On scene',
      secured: 'Secured',
      cleared: 'Cleared',
      recalled: 'Recalled',
      declined: 'Declined',
    },
  },
  shift: {
    title: 'Shift',
    open: (callSign) => `${callSign}, the shift`,
    vehicle: 'Vehicle',
    noVehicle: 'no vehicle',
    otherVehicle: 'Change',
    otherVehicleOf: (vehicle) => `Change vehicle: ${vehicle}`,
    with: (callSign) => `with ${callSign}`,
    taken: (vehicle, callSign) => `${vehicle} is with ${callSign}: choose another.`,
    equipment: 'Equipment',
    since: (time, lasted) => `On duty since ${time}, ${lasted}`,
    settled: (count) =>
      count > 1
        ? `${count} tickets dealt with`
        : count === 1
          ? '1 ticket dealt with'
          : 'No ticket dealt with',
    change: 'People and equipment',
    save: 'Save',
    handOver: 'Hand over',
    handOverNote: 'What the next team must know (optional)',
    handOverKeeps: (count) =>
      count > 1
        ? `The ${count} tickets in hand go to the next team.`
        : count === 1
          ? 'The ticket in hand goes to the next team.'
          : 'Nothing in hand. The call sign stays on duty.',
    handOverSay: 'Hand over',
    handedOver: (time) => `Handed over at ${time}`,
    takenOver: (time) => `Taken over at ${time}`,
    noNote: 'No note.',
    loading: 'Reading the note…',
    goneNote: 'The note is no longer kept.',
    read: 'Read, take over',
    takeOver: 'Take over',
    end: 'End the shift',
    inHand: (count) =>
      count > 1
        ? `${count} tickets in hand: clear them first, or leave them by a hand-over.`
        : '1 ticket in hand: clear it first, or leave it by a hand-over.',
    unsent: (count) =>
      count > 1
        ? `${count} actions not heard yet. They are kept here and go out first, in order.`
        : '1 action not heard yet. It is kept here and goes out first.',
    byRadio: 'Said by radio',
    toldByRadio: {
      come_on_duty: 'Coming on duty',
      change_outfit: 'People and equipment',
      hand_over: 'Handed over',
      take_over: 'Taken over',
    },
  },
  welfare: {
    title: 'NO NEWS',
    checks: 'Contacts to make',
    silentFor: (duration) => `no news for ${duration}`,
    silent: (duration) => `No news for ${duration}`,
    at: (status, what) => `${status}, ${what}`,
    call: 'Call the crew by radio, then confirm.',
    more: (count) => (count > 1 ? `and ${count} more` : 'and 1 more'),
    contacted: 'Contacted',
    contactedWho: (callSign) => `Contacted: ${callSign}`,
    show: 'Show',
  },
  retire: {
    button: 'Retire this tablet',
    question: 'Retire this tablet?',
    text: 'It will speak for nobody any more. Only a new code, given by a supervisor, brings it back.',
  },
}
