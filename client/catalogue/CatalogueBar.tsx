import { useRef } from 'react'
import { CatalogueFileError } from '../../shared/catalogue/read-catalogue.ts'
import { clockTime, shortDate } from '../design/format.ts'
import { Icon } from '../design/Icon.tsx'
import { choose, exportFile, importFile, redo, undo } from '../intent/catalogue-desk.ts'
import { MenuButton, PostMenu, ScreenBar, ThemeButton } from '../panels/ScreenBar.tsx'
import { useScreen } from '../react/use-screen.ts'
import { usePreferences, useWords } from '../react/use-words.ts'
import type { FailedImport } from './Dialogs.tsx'
import { useDesk, useDraft } from './use-desk.ts'

interface CatalogueBarProps {
  flawed: boolean
  isPreviewing: boolean
  onPreview(): void
  onPublish(): void
  onDiscard(): void
  onHelp(): void
  onFailedImport(failed: FailedImport): void
}

/** Whether what is written is saved, and what is done with all of it. */
export function CatalogueBar(props: CatalogueBarProps) {
  const words = useWords().catalogue
  const draft = useDraft()
  const { past, future } = useDesk(({ history }) => history)
  return (
    <ScreenBar className="cat-bar" title={words.title}>
      <SaveLine />
      <div className="cat-actions">
        <Step does={words.bar.undo} disabled={past.length === 0} onClick={undo} />
        <Step className="cat-redo" does={words.bar.redo} disabled={future.length === 0} onClick={redo} />
        <button
          type="button"
          className="button cat-preview-button"
          aria-pressed={props.isPreviewing}
          onClick={props.onPreview}
        >
          {words.bar.preview}
        </button>
        <ImportButton onFailed={props.onFailedImport} />
        <button type="button" className="button" onClick={() => exportFile(draft, words.bar.file)}>
          {words.bar.exportFile}
        </button>
        <button type="button" className="button primary" disabled={props.flawed} onClick={props.onPublish}>
          {words.bar.publish}
        </button>
        <ThemeButton />
        <PostMenu>
          <a href="/console">
            {words.console} <Icon name="locate" />
          </a>
          <MenuButton text={words.bar.discard} icon="close" onClick={props.onDiscard} />
          <MenuButton text={words.bar.help} icon="help" onClick={props.onHelp} />
        </PostMenu>
      </div>
    </ScreenBar>
  )
}

interface StepProps {
  className?: string
  does: string
  disabled: boolean
  onClick(): void
}

/** One step back, or forth. */
function Step({ className = '', does, disabled, onClick }: StepProps) {
  return (
    <button
      type="button"
      className={`top-icon ${className}`}
      title={does}
      aria-label={does}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name="undo" />
    </button>
  )
}

/** What of the draft is at the server, and what is in force. */
function SaveLine() {
  const words = useWords().catalogue
  const { locale } = usePreferences()
  const save = useDesk((state) => state.save)
  const published = useDesk((state) => state.published)
  const unkept = useDesk((state) => state.unkept)
  const timeZone = useScreen((state) => state.city?.timeZone ?? 'UTC')
  const time = (at: number) => clockTime(at, timeZone, locale)
  const isWarning = save.is === 'unreachable' || save.is === 'refused' || save.is === 'overtaken'
  const text = {
    saved: () =>
      save.is === 'saved' && save.at !== null ? words.save.saved(time(save.at)) : words.save.none,
    unsaved: () => words.save.unsaved,
    saving: () => words.save.saving,
    unreachable: () => words.save.unreachable,
    overtaken: () => words.save.overtaken,
    refused: () => words.save.refused(save.is === 'refused' ? save.told[locale] : ''),
  }[save.is]()
  return (
    <p className="cat-save">
      <span role="status" className={isWarning ? 'warn' : undefined}>
        <Icon name={isWarning ? 'warning' : save.is === 'saved' ? 'check' : 'clock'} size={14} /> {text}
        {isWarning && ` ${unkept ? words.save.unkept : words.save.kept}`}
      </span>
      {save.is === 'overtaken' && (
        <button type="button" className="button" onClick={() => choose(true)}>
          {words.save.choose}
        </button>
      )}
      {published !== null && (
        <span className="caption cat-in-force">
          {words.inForce(published.version, whenText(published.at, timeZone, locale), published.by)}
        </span>
      )}
    </p>
  )
}

function whenText(at: number, timeZone: string, locale: 'fr' | 'en'): string {
  return `${shortDate(at, timeZone, locale)}, ${clockTime(at, timeZone, locale)}`
}

function ImportButton({ onFailed }: { onFailed(failed: FailedImport): void }) {
  const words = useWords().catalogue
  const input = useRef<HTMLInputElement>(null)
  const take = async (file: File | undefined) => {
    if (input.current !== null) input.current.value = ''
    if (file === undefined) return
    try {
      await importFile(file, words.said.imported(file.name))
    } catch (error) {
      if (!(error instanceof CatalogueFileError)) throw error
      onFailed({ file: file.name, problems: error.problems })
    }
  }
  return (
    <>
      <button type="button" className="button" onClick={() => input.current?.click()}>
        {words.bar.importFile}
      </button>
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        accept=".json,application/json"
        tabIndex={-1}
        aria-label={words.bar.importFile}
        onChange={({ target }) => take(target.files?.[0])}
      />
    </>
  )
}
