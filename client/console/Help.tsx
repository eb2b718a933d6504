import { usePreferences, useWords } from '../react/use-words.ts'
import { prefer } from '../store/preferences.ts'
import { Dialog } from './Dialog.tsx'

/** Every key, and the switch that turns single ones off. */
export function Help({ onClose }: { onClose(): void }) {
  const words = useWords()
  const { singleKeys } = usePreferences()
  return (
    <Dialog title={words.help.title} onClose={onClose}>
      <label className="help-switch">
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => prefer({ singleKeys: event.target.checked })}
        />
        {words.help.singleKeys}
        {!singleKeys && <span className="caption">{words.help.singleKeysOff}</span>}
      </label>
      <KeyList keys={words.help.keys} />
    </Dialog>
  )
}

/** Keys, each with what it does. */
export function KeyList({ keys }: { keys: readonly (readonly string[])[] }) {
  return (
    <dl className="help-keys">
      {keys.map(([key, does]) => (
        <div key={key}>
          <dt>
            <kbd className="key">{key}</kbd>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  )
}
