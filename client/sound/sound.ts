import { preferences } from '../store/preferences.ts'

/** Notes as [frequency in Hz, start in ms, length in ms]. */
export const SOUNDS = {
  arrival: [[660, 0, 90]],
  urgent: [
    [880, 0, 120],
    [1175, 160, 120],
  ],
  breach: [
    [520, 0, 60],
    [520, 120, 60],
    [520, 240, 60],
  ],
  silence: [
    [440, 0, 150],
    [330, 150, 150],
  ],
  accepted: [[740, 0, 40]],
  refused: [[220, 0, 180]],
  linkLost: [
    [330, 0, 200],
    [247, 200, 200],
  ],
  linkBack: [
    [247, 0, 200],
    [330, 200, 200],
  ],
  distress: [
    [960, 0, 250],
    [770, 250, 250],
    [960, 500, 250],
    [770, 750, 250],
  ],
  assignment: [
    [587, 0, 200],
    [880, 260, 200],
    [880, 520, 200],
  ],
} as const satisfies Record<string, readonly (readonly [number, number, number])[]>

export type SoundName = keyof typeof SOUNDS

const EDGE = 0.005
const VOLUME = 0.12
const SAME_WITHIN_MS = 400

let context: AudioContext | null = null
let mutedUntil = 0
const lastPlayed = new Map<SoundName, number>()

/** Browsers stay silent until someone has touched the page: the first touch opens the way. */
export function unlockSound(): void {
  const open = () => {
    context ??= new AudioContext()
    context.resume().catch(() => {})
  }
  addEventListener('pointerdown', open, { once: true })
  addEventListener('keydown', open, { once: true })
}

/** Silences everything but a distress for a while, or until the next urgent ticket; milliseconds. */
export function muteFor(milliseconds: number): void {
  mutedUntil = Date.now() + milliseconds
}

/** Plays a sound; many arrivals at once make one. */
export function play(name: SoundName): void {
  const now = Date.now()
  if (name === 'urgent') mutedUntil = 0
  const silent = !preferences.getState().sound || now < mutedUntil
  if ((silent && name !== 'distress') || now - (lastPlayed.get(name) ?? 0) < SAME_WITHIN_MS) return
  lastPlayed.set(name, now)
  if (context === null || context.state !== 'running') return
  for (const [frequency, start, length] of SOUNDS[name]) note(context, frequency, start / 1000, length / 1000)
}

function note(audio: AudioContext, frequency: number, start: number, length: number): void {
  const from = audio.currentTime + start
  const tone = new OscillatorNode(audio, { frequency })
  const gain = new GainNode(audio, { gain: 0 })
  gain.gain.setValueAtTime(0, from)
  gain.gain.linearRampToValueAtTime(VOLUME, from + EDGE)
  gain.gain.setValueAtTime(VOLUME, from + length - EDGE)
  gain.gain.linearRampToValueAtTime(0, from + length)
  tone.connect(gain).connect(audio.destination)
  tone.start(from)
  tone.stop(from + length)
}
