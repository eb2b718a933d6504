/** The phases of an import, in order, in words. */
const PHASES = {
  download: 'Downloading',
  read: 'Checking the file',
  clip: 'Finding what is inside',
  relations: 'Reading relations',
  ways: 'Reading ways',
  nodes: 'Reading nodes',
  write: 'Writing streets and map',
  areas: 'Writing areas',
  addresses: 'Reading addresses',
  finish: 'Indexing and checking',
} as const
type Phase = keyof typeof PHASES

/** Told of what an import does. */
export interface Progress {
  /** A phase begins; the function returned is told how much of it is done. */
  phase(phase: Phase): (done: number, total: number) => void
}

export const silent: Progress = { phase: () => () => {} }

const BAR = 24
const REDRAW_MS = 100

/** A bar on a terminal, redrawn in place; one line a phase elsewhere. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  let drawn = 0
  return {
    phase: (phase) => {
      const label = PHASES[phase]
      if (!stream.isTTY) {
        stream.write(`${label}\n`)
        return () => {}
      }
      if (drawn > 0) stream.write('\n')
      stream.write(lineOf(label, 0))
      drawn = Date.now()
      return (done, total) => {
        if (Date.now() - drawn < REDRAW_MS && done < total) return
        drawn = Date.now()
        stream.write(`\r${lineOf(label, total === 0 ? 1 : done / total)}`)
      }
    },
  }
}

function lineOf(label: string, share: number): string {
  const full = Math.round(BAR * Math.min(1, share))
  return `${label.padEnd(26)} ${'█'.repeat(full)}${'░'.repeat(BAR - full)} ${String(Math.floor(share * 100)).padStart(3)} %`
}
