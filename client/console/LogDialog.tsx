import { logTime } from '../design/format.ts'
import { eventText, referenceIn } from '../panels/event-text.ts'
import { useEventContext } from '../panels/use-event-context.ts'
import { useScreen } from '../react/use-screen.ts'
import { useWords } from '../react/use-words.ts'
import { Dialog } from './Dialog.tsx'

/** All that this post was told since it connected, the newest first: the log line, whole. */
export function LogDialog({ onClose }: { onClose(): void }) {
  const words = useWords()
  const context = useEventContext()
  const { board } = context
  const recent = useScreen((state) => state.recent)
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  return (
    <Dialog title={words.log.whole} onClose={onClose}>
      {recent.length === 0 && <p className="log-empty">{words.log.empty}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must reach its end */}
      <ol className="log-rows" tabIndex={0}>
        {recent.map((stored) => {
          const { strong, rest } = eventText(stored, context)
          return (
            <li key={stored.seq}>
              <time className="num">{logTime(stored.at, timeZone)}</time>
              <span>
                <b>{strong}</b> {rest}
              </span>
              <span className="caption">{referenceIn(stored, board.tickets)}</span>
            </li>
          )
        })}
      </ol>
    </Dialog>
  )
}
